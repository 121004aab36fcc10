"""The wire: calls to IMA Studio's Open API, and what their answers mean."""
