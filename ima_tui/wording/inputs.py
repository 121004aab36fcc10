"""Input media in words: roles, and what was found in them."""

from ..catalog.input_limits import MEGABYTE, Probe
from ..catalog.inputs import MediaKind, input_bounds
from ..catalog.products import Leaf
from ..catalog.roles import Role
from ..locale import t
from ..tasks.preparing import Inspected
from .models import reference_words


def role_words(role: Role) -> str:
    """Return the role of an input: ``First frame``, ``Reference 2``."""
    words = t(f"role-{role.id}")
    return f"{words} {role.number}" if role.number else words


def heading_words(leaf: Leaf) -> str:
    """Return how many inputs a model takes, and what for."""
    least, most = input_bounds(leaf)
    count = str(most) if least == most else f"{least}–{most}"
    lines = [t("create-inputs", count=count, use=t(f"inputs-of-{leaf.task_type}"))]
    references = reference_words(leaf)
    return "\n".join([*lines, references] if references else lines)


def found_words(found: Inspected) -> str:
    """Return the result of inspecting an input: ``1024×768 · 1.2 MB · uploaded``."""
    if found.probe is None:
        return t("slot-address")
    words = _probe_words(found.probe)
    return f"{words} · {t('slot-uploaded')}" if found.uploaded else words


def _probe_words(probe: Probe) -> str:
    parts: list[str] = []
    if probe.kind is not MediaKind.AUDIO:
        parts.append(f"{probe.width}×{probe.height}")
    if probe.seconds is not None:
        parts.append(t("slot-seconds", seconds=f"{probe.seconds:.1f}"))
    parts.append(t("slot-megabytes", size=f"{max(0.1, probe.size / MEGABYTE):.1f}"))
    return " · ".join(parts)
