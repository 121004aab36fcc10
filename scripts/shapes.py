"""The JSON that commands print, by example; tests/cli/test_docs.py holds them to the real thing."""

from collections.abc import Mapping

_MODEL = """{"task_type": "text_to_video", "model": "pixverse", "version": "Pixverse V5.5",
 "model_name": "Pixverse V5.5", "group": ["Pixverse"], "points": {"min": 12, "max": 30},
 "expected_seconds": {"min": 60.0, "max": 120.0}, "tags": ["audio"],
 "capabilities": ["1080p", "720p"], "recommended": false}"""

SHAPES: Mapping[str, tuple[str, str]] = {
    "models": (
        """One document. `points` is null if a model has no price; `errors`, by task type, is
present only if some lists could not be fetched; `fetched_at` is that of the oldest list.""",
        f"""
{{"fetched_at": "2026-11-21T03:12:00Z", "cached": false, "models": [
{_MODEL}
], "skipped": 0}}
""",
    ),
    "model": (
        """One document: what `models` says about it, and more. `not_with` is present only for
options that can't be combined with others: by field, the conflicting values. `suggestions` are
values for a free text, with a `label`. `inputs` has `videos` and `audios` if the model takes
them.""",
        """
{"fetched_at": "2026-11-21T03:12:00Z", "cached": false,
 "task_type": "text_to_video", "model": "pixverse", "version": "Pixverse V5.5",
 "model_name": "Pixverse V5.5", "group": ["Pixverse"], "points": {"min": 12, "max": 30},
 "expected_seconds": {"min": 60.0, "max": 120.0}, "tags": ["audio"],
 "capabilities": ["1080p", "720p"], "recommended": false,
 "description": "Strong audio-video sync", "notes": [], "inputs": {"min": 0, "max": 0},
 "fields": [{"key": "resolution", "label": "Quality", "kind": "choice", "advanced": false,
   "default": "540p", "recommended": null, "optional": false, "needs": {},
  "options": [{"value": "540p", "label": "540p"},
     {"value": "1080p", "label": "1080p", "not_with": {"duration": [8]}}],
   "minimum": null, "maximum": null, "suggestions": []}],
 "prices": [{"values": {"resolution": "540p", "duration": 5}, "points": 12, "origin_points": 12,
   "exact": true, "reachable": true}],
 "also": ["image_to_video"], "other_versions": ["Pixverse V5"], "alternatives": []}
""",
    ),
    "create --dry-run, batch --dry-run": (
        """One document per non-blank line, in order; `create` prints one, with line 1. `points`
is for one result, `total_points` for all, `request` what would be sent. `fetched_at` and
`cached` are present only if the price comes from a cached list.""",
        """
{"line": 1, "ok": true, "points": 5, "total_points": 10, "exact": true, "request": {}}
{"line": 2, "ok": false, "error": {"code": "bad_value",
 "message": "Duration can't be \\"99\\". Choose from: 5, 8", "choices": [5, 8]}}
""",
    ),
    "a task": (
        """`create` prints one such document; `batch`, `tasks --wait` and `task --wait` print one
per task as it ends, `batch` with its `line` (and a document as in a dry run for what could not be
created); `tasks` prints `{"tasks": [...]}`. `id` is the local id, `task_id` that of the service,
null until it has accepted the task; `state` is queued, uploading, verifying, sending,
running, taking_long, saving, done, partial, failed, unconfirmed or stopped. `credit` is for one
result, `points` for all. Media are processing, ready, failed or deleted, and have a `path` once
saved. `error` is present if something went wrong or needs your approval.""",
        """
{"id": "1a1fc6350de4b90fecf25a3", "task_id": "task_4eb2463b84114990b9a1911a33e8faf5",
 "state": "done", "task_type": "text_to_image", "model": "doubao-seedream-4.5",
 "model_name": "SeeDream 4.5", "version": "doubao-seedream-4-5-251128", "credit": 5, "points": 5,
 "url": "https://example.com/fox.png", "medias": [{"url": "https://example.com/fox.png",
   "path": "/home/me/IMA/fox.png", "state": "ready"}]}
{"line": 2, "id": "1a1fc63713a90c2aa04b11d", "task_id": null, "state": "failed",
 "task_type": "text_to_image", "model": "doubao-seedream-4.5", "model_name": "SeeDream 4.5",
 "version": "doubao-seedream-4-5-251128", "credit": 5, "points": 5, "url": null, "medias": [],
 "error": {"code": "points", "message": "You don't have enough points.",
  "next": "Buy points, subscribe, or choose a cheaper model.",
  "url": "https://www.imaclaw.ai/imaclaw/subscription"}}
""",
    ),
    "auth login": (
        """One document. `source` is `keyring` or `own_file`; `tested` is false if the service
could not be asked, null with `--no-test`. Only the last four characters of a key are ever
shown.""",
        """
{"profile": "default", "source": "keyring", "about": "ima-api / default", "key": "…3f9c",
 "tested": true}
""",
    ),
    "auth status": (
        """One document. `used` is null if there is no usable key; then `error` says why, and
the exit code is 3. `source` is `key_file`, `environment`, `keyring`, `shared_file` or
`own_file`; an unusable one among `others` has a `problem` instead of a `key`.""",
        """
{"profile": "default", "profiles": ["default", "work"],
 "used": {"source": "environment", "about": "IMA_API_KEY", "key": "…77aa"},
 "others": [{"source": "keyring", "about": "ima-api / default", "key": "…3f9c"}]}
""",
    ),
    "auth logout": (
        """One document. `left` lists keys in places that only you can clear.""",
        """
{"profile": "default", "removed": ["keyring"],
 "left": [{"source": "environment", "about": "IMA_API_KEY", "key": "…77aa"}]}
""",
    ),
    "doctor": (
        """One document. `state` is `good`, `hint` (it works, but could be better) or `bad`; a
check may appear several times, `settings` once per mistake. The exit code is that of the worst.""",
        """
{"profile": "default", "ok": false, "checks": [
 {"check": "program", "state": "good", "found": "IMA TUI 1.0.0, Python 3.11.7"},
 {"check": "key", "state": "bad", "found": "no usable key",
  "next": "No API key. Store yours with \\"ima-tui auth login\\" …"}]}
""",
    ),
    "paths": (
        """One document. `others` are files of other IMA tools that this program reads.""",
        """
{"profile": "default", "paths": [
 {"name": "settings", "path": "/home/me/.config/ima-tui/settings.toml", "exists": true,
  "bytes": 120, "contents": "Your settings"}], "others": [
 {"name": "shared_key", "path": "/home/me/.imastudio/credentials", "exists": false,
  "bytes": 0, "contents": "A key of other IMA tools; never written"}]}
""",
    ),
    "errors": (
        """Any command that can't be carried out. `code` is one of [errors.md](errors.md); `url`
is present if a page helps. `batch` also ends with it if the total needs `--yes` or exceeds
`--max-points`.""",
        """
{"error": {"code": "key", "message": "The API key is invalid or was revoked.",
 "next": "Store a valid API key with \\"ima-tui auth login\\", or set IMA_API_KEY.",
 "url": "https://www.imaclaw.ai/imaclaw/apikey"}}
""",
    ),
    "workflow plan, workflow show": (
        """One document. `hash` is what `workflow run --confirm` needs; null while `faults` says
what to fix. `notes` is present after `plan`, `reuse` after `show`: the earlier run with the
most to reuse, and the hash that confirms the plan with it; or null.""",
        """
{"file": "plan.toml", "name": "product-film", "request": "a brass desk lamp",
 "hash": "465e112c04ba7120-806e875588afddea", "points": 70, "exact": true,
 "expected_seconds": {"min": 410.0, "max": 610.0},
 "steps": [{"id": "hero", "task_type": "text_to_image", "model": "doubao-seedream-4.5",
   "model_name": "SeeDream 4.5", "version": "doubao-seedream-4-5-251128", "points": 5,
   "exact": true, "expected_seconds": {"min": 20.0, "max": 40.0}, "after": []}],
 "faults": [{"code": "plan_missing_model", "step": "film", "message": "It names no model."}],
 "notes": [], "reuse": {"run": "07fae12c", "steps": ["hero"], "points": 5,
   "hash": "465e112c04ba7120-1d2c1f6c3b0a9e55-1"}}
""",
    ),
    "workflow run": (
        """One line per step as it ends: the document of its task, with `step`; then one for the
run. `state` is `done`, or `open` while it can be resumed.""",
        """
{"run": "07fae12c", "state": "done", "hash": "465e112c04ba7120-806e875588afddea", "points": 70,
 "steps": [{"id": "hero", "state": "done", "task": "1a1fd147ed75e0c2f976b1d"}]}
""",
    ),
    "workflow list": (
        """One document; with `--templates`, the templates. A run is `done`, `open` while it can be
resumed, `running`, or `closed` before it was done.""",
        """
{"runs": [{"run": "07fae12c", "name": "product-film", "state": "done",
  "hash": "465e112c04ba7120-806e875588afddea", "created_at": "2026-11-21T07:49:00Z", "points": 70,
  "steps": [{"id": "hero", "task": "1a1fd147ed75e0c2f976b1d", "state": "done"}]}]}
{"templates": [{"name": "product-film", "title": "Product video", "about": "A picture of it",
  "fields": [{"name": "subject", "list": false}]}]}
""",
    ),
    "workflow export": (
        """One document. `missing` counts results whose files are not on this disk.""",
        """
{"run": "07fae12c", "folder": "/home/me/film", "files": ["01-hero-1.png"], "missing": 0}
""",
    ),
}
