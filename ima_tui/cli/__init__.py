"""The commands: thin, each calls one service and is loaded when called."""

try:
    from ..starting import Starting

    with Starting():
        from .app import main
except KeyboardInterrupt:
    # before it could be taken
    raise SystemExit(130) from None

__all__ = ["main"]
