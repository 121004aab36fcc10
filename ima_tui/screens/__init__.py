"""The screens: they lay out, react to messages and call services. No HTTP, no SQL, no rules."""
