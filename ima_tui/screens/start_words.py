"""Why the service can't be used, in words, with what to do next."""

from ..locale import t
from ..profiles import StartError
from ..services import Services
from ..tasks.problems import LINKS, problem_of
from ..wording.failures import failure_sentence


def failure_words(failure: StartError) -> str:
    """Return the sentence for a start that ended."""
    return t(f"start-{failure.problem}", about=failure.about)


def out_of_service(services: Services) -> str:
    """Return the sentence for a form that can't be run because the start failed."""
    return t("create-no-key" if services.lacks_key else "create-no-service")


def unreachable_words(services: Services) -> str:
    """Return the sentence for lists that could not be fetched."""
    errors = services.catalogue.errors
    if not errors:
        return ""
    error = next(iter(errors.values()))
    problem, words = problem_of(error), failure_sentence(error)
    own = {"not_the_service": "start-wrong_service", "connection": "start-unreachable_host"}
    if problem in own and services.named_host:
        words = t(own[problem], host=services.named_host)
    if problem in LINKS:
        words += f" {LINKS[problem]}"
    if services.catalogue.shelves:
        words += " " + t("models-still-here")
    return f"{words} {t('models-try-again')}"
