"""The key in Settings: stored, tested and deleted, one after the other."""

import asyncio
from functools import partial

from ..locale import t
from ..services import Services
from .key_care import KeyCare, Said, forget_dialog
from .page import Page


class KeySettings(Page):
    """The part of Settings about the key.

    Attributes:
        care: manages the key; None in the demo.
        key_words: which key is in use, in words.
    """

    scope = "settings"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.key_words = ""
        self._looks = 0
        self._trying: str | None = None
        self._in_turn = asyncio.Lock()
        sources = services.profile.sources
        self.care = KeyCare(services, sources) if sources is not None else None

    def tell_of_key(self, said: Said) -> None:
        """Show the outcome of something done with the key."""
        raise NotImplementedError

    def after_keeping(self, key: str, *, kept: bool) -> None:
        """Close the field of a key that was stored, or have the next one replace it there."""
        raise NotImplementedError

    def say_place(self) -> None:
        """Say where a key will be stored."""
        self.background(self._say_place, "key-place")

    def keep_key(self, key: str) -> None:
        """Test and store a key."""
        self.background(partial(self._keep_key, key), "keep-key", only=False)

    async def _say_place(self) -> None:
        if self.care is None:
            return
        place = await self.care.place()
        if self._trying is None:
            self.tell_of_key(Said(place, good=True))

    def action_test_key(self) -> None:
        """Ask the service whether it takes the key."""
        self.background(self._test_key, "test-key")

    async def _test_key(self) -> None:
        if self.care is None:
            return
        async with self._in_turn:
            self.tell_of_key(Said(t("auth-testing"), good=True))
            self.tell_of_key(await self.care.test())

    def action_forget_key(self) -> None:
        """Ask, then delete the key that this program stored."""
        if self.care is None:
            self.tell_of_key(Said(t("cli-error-demo_key")))
            return

        def answered(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self.background(self._forget_key, "forget-key", only=False)

        self.app.push_screen(forget_dialog(self.key_words), answered)

    async def _forget_key(self) -> None:
        if self.care is None:
            return
        async with self._in_turn:
            self.tell_of_key(await self.care.forget())
            await self._find_key()

    async def _keep_key(self, key: str) -> None:
        """Test and store a key; enter again meanwhile changes nothing."""
        if self.care is None or key == self._trying:
            return
        self._trying = key
        try:
            async with self._in_turn:
                self.tell_of_key(Said(t("auth-testing"), good=True))
                said = await self.care.keep(key)
                self.tell_of_key(said)
                self.after_keeping(key, kept=said.good)
                if said.good:
                    await self._find_key()
            if said.good:
                await self.services.again()
        finally:
            self._trying = None

    def look_at_key(self) -> None:
        """Look up where the key is."""
        self.background(self._find_key, "find-key")

    async def _find_key(self) -> None:
        """Note where the key is; only the last answer counts."""
        if self.care is None:
            return
        self._looks += 1
        look = self._looks
        words = (await self.care.where()).words
        if look == self._looks:
            self.key_words = words
            if self.stands:
                self.tick()
