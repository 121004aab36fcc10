"""Every action a user can take: one list for bindings, key bar, palette, help and docs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

APP = "app"
LIST = "list"
MODELS = "models"
CREATE = "create"
SHEET = "sheet"
STEP = "step"
INPUTS = "inputs"
TASKS = "tasks"
TASK = "task"
RESULTS = "results"
HISTORY = "history"
COMPARE = "compare"
RUN_ON_ALL = "run-on-all"
SETTINGS = "settings"
WELCOME = "welcome"

WORKFLOWS = "workflows"
PLAN = "plan"
FLOW_RUN = "flow-run"

PAGES = (MODELS, CREATE, TASKS, HISTORY, WORKFLOWS)
"""The screens, in the order of their digits."""

SCOPES: Mapping[str, tuple[str, ...]] = {
    CREATE: (CREATE, SHEET),
    STEP: (STEP, SHEET),
    TASKS: (TASKS, TASK),
    HISTORY: (HISTORY, TASK),
    FLOW_RUN: (FLOW_RUN, TASK),
}
"""The actions of a screen, where it has more than its own: those of the selected task, or of the
form being filled in."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    Attributes:
        id: its name; its label is the message ``action-<id>``, its help ``action-<id>-help`` if
            there is one.
        scope: where it works: a screen, every list, the task at the cursor, or the whole app.
        keys: the keys that do it, the one that is shown first.
        call: the Textual action, if it is not the id itself.
        bar: whether the key bar shows it.
        in_fields: whether it works while a text field has the focus.
    """

    id: str
    scope: str
    keys: tuple[str, ...]
    call: str = ""
    bar: bool = False
    in_fields: bool = False

    @property
    def words(self) -> str:
        """The message id of its label."""
        return f"action-{self.id}"

    @property
    def textual(self) -> str:
        """The Textual action that carries it out."""
        return self.call or self.id.replace("-", "_")


ACTIONS: tuple[Action, ...] = (
    Action("go-models", APP, ("1",), "go('models')"),
    Action("go-create", APP, ("2",), "go('create')"),
    Action("go-tasks", APP, ("3",), "go('tasks')"),
    Action("go-history", APP, ("4",), "go('history')"),
    Action("go-workflows", APP, ("5",), "go('workflows')"),
    Action("list-up", LIST, ("up", "k"), "move(-1)"),
    Action("list-down", LIST, ("down", "j"), "move(1)"),
    Action("list-first", LIST, ("g", "home"), "first"),
    Action("list-last", LIST, ("G", "end"), "last"),
    Action("list-page-up", LIST, ("pageup",), "move_page(-1)"),
    Action("list-page-down", LIST, ("pagedown",), "move_page(1)"),
    Action("list-select", LIST, ("enter",), "select"),
    Action("use-model", MODELS, ("enter",), "use", bar=True),
    Action("search-models", MODELS, ("slash",), bar=True),
    Action("mark-model", MODELS, ("space",), bar=True),
    Action("compare-models", MODELS, ("c",), bar=True),
    Action("favourite-model", MODELS, ("f",), bar=True),
    Action("prefer-model", MODELS, ("d",), bar=True),
    Action("models-table", MODELS, ("t",), bar=True),
    Action("filter-media", MODELS, ("m",), bar=True),
    Action("filter-favourites", MODELS, ("F",)),
    Action("sort-models", MODELS, ("s",), bar=True),
    Action("cheaper-model", MODELS, ("less_than_sign",), "alternative('cheaper')"),
    Action("better-model", MODELS, ("greater_than_sign",), "alternative('better')"),
    Action("open-branch", MODELS, ("right", "l"), "expand"),
    Action("close-branch", MODELS, ("left", "h"), "collapse"),
    Action("model-detail-down", MODELS, ("ctrl+d",), "scroll_detail(1)"),
    Action("model-detail-up", MODELS, ("ctrl+u",), "scroll_detail(-1)"),
    Action("clear-models", MODELS, ("escape",)),
    Action("refresh-models", MODELS, ("r",), "refresh_models", bar=True),
    Action("compare-run", COMPARE, ("ctrl+r", "p"), "run_on_all", bar=True),
    Action("compare-use", COMPARE, ("enter",), "use", bar=True),
    Action("compare-right", COMPARE, ("right", "l"), "step(1)", bar=True),
    Action("compare-left", COMPARE, ("left", "h"), "step(-1)", bar=True),
    Action("compare-remove", COMPARE, ("x", "space"), "remove", bar=True),
    Action("compare-leave", COMPARE, ("escape", "c"), "leave_compare", bar=True),
    Action("run-all", RUN_ON_ALL, ("ctrl+r",), "run", in_fields=True),
    Action("run-all-leave", RUN_ON_ALL, ("escape",), "leave_field", in_fields=True),
    Action("keep-step", STEP, ("ctrl+r",), bar=True, in_fields=True),
    Action("leave-step", STEP, ("escape",), bar=True, in_fields=True),
    Action("take-from-step", STEP, ("ctrl+g",), bar=True, in_fields=True),
    Action("rename-step", STEP, ("ctrl+n",), in_fields=True),
    Action("make-step", STEP, ("ctrl+l", "f6"), in_fields=True),
    Action("run", CREATE, ("ctrl+r",), "run", bar=True, in_fields=True),
    Action("leave-field", CREATE, ("escape",), "leave_field", bar=True, in_fields=True),
    Action("advanced", SHEET, ("ctrl+o",), "advanced", bar=True, in_fields=True),
    Action("pick-model", SHEET, ("ctrl+t",), bar=True, in_fields=True),
    Action("editor", SHEET, ("ctrl+e",), bar=True, in_fields=True),
    Action("apply-chips", CREATE, ("ctrl+g",), in_fields=True),
    Action("plan-prompt", CREATE, ("f5",), in_fields=True),
    Action("plan-written", CREATE, ("w",), "plan_prompt"),
    Action("presets", CREATE, ("ctrl+l",), bar=True, in_fields=True),
    Action("save-preset", CREATE, ("ctrl+s",), in_fields=True),
    Action("cheaper", SHEET, ("a",)),
    Action("make-usual", CREATE, ("d",)),
    Action("browse", SHEET, ("ctrl+f",), in_fields=True),
    Action("by-line", CREATE, ("ctrl+n",), in_fields=True),
    Action("remove-input", INPUTS, ("x", "delete"), "remove"),
    Action("put-back-input", INPUTS, ("u",), "put_back"),
    Action("input-up", INPUTS, ("K",), "reorder(-1)"),
    Action("input-down", INPUTS, ("J",), "reorder(1)"),
    Action("new-task", TASKS, ("n",), "go('create')", bar=True),
    Action("search-tasks", TASKS, ("slash",), bar=True),
    Action("filter-state", TASKS, ("f",), "filter_state(1)", bar=True),
    Action("filter-state-back", TASKS, ("F",), "filter_state(-1)"),
    Action("filter-task-media", TASKS, ("m",), "filter_media", bar=True),
    Action("settle", TASKS, ("u",)),
    Action("take-out", TASKS, ("x",)),
    Action("pause-queue", TASKS, ("p",), bar=True),
    Action("compare-results", TASKS, ("c",), bar=True),
    Action("queue-up", TASKS, ("K",), "move_in_queue(-1)"),
    Action("queue-down", TASKS, ("J",), "move_in_queue(1)"),
    Action("unfold-group", TASKS, ("right", "l"), "fold(False)"),
    Action("fold-group", TASKS, ("left", "h"), "fold(True)"),
    Action("choose-right", RESULTS, ("right", "l", "tab"), "choose(1)", bar=True),
    Action("choose-left", RESULTS, ("left", "h", "shift+tab"), "choose(-1)"),
    Action("pick-winner", RESULTS, ("enter", "asterisk"), "pick", bar=True),
    Action("open-result", RESULTS, ("o",), "open", bar=True),
    Action("play-result", RESULTS, ("space",), "play", bar=True),
    Action("turn-result", RESULTS, ("right_square_bracket",), "turn(1)", bar=True),
    Action("leave-results", RESULTS, ("escape", "q"), "dismiss", bar=True),
    Action("turn-result-back", RESULTS, ("left_square_bracket",), "turn(-1)"),
    Action("search-history", HISTORY, ("slash",), bar=True),
    Action("filter-history", HISTORY, ("f",), bar=True),
    Action("star", HISTORY, ("b", "asterisk"), bar=True),
    Action("tags", HISTORY, ("number_sign", "T")),
    Action("reuse", HISTORY, ("u",), bar=True),
    Action("history-view", HISTORY, ("v", "t"), bar=True),
    Action("show-spend", HISTORY, ("c",), bar=True),
    Action("export-history", HISTORY, ("e",), bar=True),
    Action("delete-task", HISTORY, ("d", "delete"), bar=True),
    Action("reveal-file", HISTORY, ("R",)),
    Action("history-media", HISTORY, ("m",)),
    Action("history-kind", HISTORY, ("S",)),
    Action("history-time", HISTORY, ("w",)),
    Action("history-starred", HISTORY, ("B",)),
    Action("spend-period", HISTORY, ("p",)),
    Action("tile-left", HISTORY, ("left", "h"), "move_tile(-1)"),
    Action("tile-right", HISTORY, ("right", "l"), "move_tile(1)"),
    Action("new-flow", WORKFLOWS, ("n",), bar=True),
    Action("open-flow", WORKFLOWS, ("enter",), bar=True),
    Action("open-plan", WORKFLOWS, ("o",), bar=True),
    Action("remove-flow", WORKFLOWS, ("d", "delete"), bar=True),
    Action("put-back-flow", WORKFLOWS, ("z",), bar=True),
    Action("run-plan", PLAN, ("ctrl+r",), bar=True),
    Action("edit-step", PLAN, ("enter", "e"), bar=True),
    Action("add-step", PLAN, ("a",), bar=True),
    Action("remove-step", PLAN, ("x", "delete")),
    Action("double-step", PLAN, ("d",)),
    Action("step-up", PLAN, ("K",), "move_step(-1)"),
    Action("step-down", PLAN, ("J",), "move_step(1)"),
    Action("undo-step", PLAN, ("z",), bar=True),
    Action("save-plan", PLAN, ("s",), bar=True),
    Action("leave-plan", PLAN, ("escape",), bar=True),
    Action("go-on", FLOW_RUN, ("ctrl+r",), bar=True),
    Action("settle-step", FLOW_RUN, ("u",), bar=True),
    Action("export-flow", FLOW_RUN, ("e",), bar=True),
    Action("replace-output", FLOW_RUN, ("p",), bar=True),
    Action("change-flow", FLOW_RUN, ("c",), bar=True),
    Action("close-flow", FLOW_RUN, ("x",), bar=True),
    Action("open-file", TASK, ("o",)),
    Action("play", TASK, ("space",)),
    Action("copy-link", TASK, ("y",)),
    Action("save-as", TASK, ("s",)),
    Action("fetch-again", TASK, ("D",)),
    Action("use-as-input", TASK, ("i",)),
    Action("run-again", TASK, ("r",)),
    Action("instead", TASK, ("a",)),
    Action("next-media", TASK, ("right_square_bracket",), "turn_media(1)"),
    Action("previous-media", TASK, ("left_square_bracket",), "turn_media(-1)"),
    Action("show-run", TASK, ("W",)),
    Action("detail-down", TASK, ("ctrl+d",), "scroll_detail(1)"),
    Action("detail-up", TASK, ("ctrl+u",), "scroll_detail(-1)"),
    Action("preview-mode", TASK, ("V",)),
    Action("undo", TASK, ("z",)),
    Action("back", TASK, ("escape",)),
    Action("change-setting", SETTINGS, ("enter", "space"), bar=True),
    Action("next-setting", SETTINGS, ("right", "l"), "step_setting(1)", bar=True),
    Action("previous-setting", SETTINGS, ("left", "h"), "step_setting(-1)"),
    Action("usual-setting", SETTINGS, ("d", "delete"), bar=True),
    Action("test-key", SETTINGS, ("t",), bar=True),
    Action("forget-key", SETTINGS, ("x",)),
    Action("leave-settings", SETTINGS, ("escape",), bar=True, in_fields=True),
    Action("start-app", WELCOME, ("ctrl+s",), in_fields=True),
    Action("try-demo", WELCOME, ("ctrl+d",), in_fields=True),
    Action("look-around", WELCOME, ("escape",), in_fields=True),
    Action("settings", APP, ("comma",), "settings"),
    Action("welcome", APP, ()),
    Action("forget-everything", APP, ()),
    Action("help", APP, ("question_mark",), "help", bar=True),
    Action("palette", APP, ("ctrl+p",), "command_palette", in_fields=True),
    Action("put-aside", APP, ("ctrl+z",), "suspend_process"),
    Action("leave", APP, ("q",), "leave", bar=True),
)


def qualified(action: Action) -> str:
    """Return the Textual action with its namespace: the app, or the current screen."""
    call = action.textual
    by_app = action.scope == APP or call.startswith("go(")
    return f"{'app' if by_app else 'screen'}.{call}"


def scopes_of(page: str) -> tuple[str, ...]:
    """Return the scopes whose actions work on a screen, its own first."""
    return SCOPES.get(page, (page,))


def action(id_: str) -> Action:
    """Return an action by its name."""
    return next(one for one in ACTIONS if one.id == id_)


def actions_of(*scopes: str) -> Iterable[Action]:
    """Yield the actions of some scopes, in the registry's order."""
    return (action for action in ACTIONS if action.scope in scopes)
