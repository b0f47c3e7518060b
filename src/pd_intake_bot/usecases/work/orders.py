"""Everything officers do about a case: shown first, checked, and then done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.work import Act, Order
from pd_intake_bot.domain.work_rules import RefusalKey
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.look import unchanged
from pd_intake_bot.usecases.work.doing import Doing


class ProofLacking(IntakeError):
    """The person is not known well enough for what would be disclosed, destroyed or refused."""

    key = "error-proof-lacking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Carries out what officers order, each in the caller's transaction."""

    policy: Policy
    doings: Mapping[Act, Doing]

    def lacking(self, case: Case, order: Order) -> Proof | None:
        """Tell which proof of the person is needed first; None where what is known is enough."""
        needed = self.policy.rights[case.right].proof
        if needed is None or case.proof.rank >= needed.rank:
            return None
        if order.act is Act.REFUSE:
            ground = self.policy.work.refusals.get(RefusalKey(order.choice))
            return None if ground and ground.unproven else needed
        return needed if order.act is Act.ANSWER else None

    def needs_second(self, case: Case, order: Order) -> bool:
        """Tell whether a second officer must agree."""
        return self.policy.work.needs_second(order.act, case.right)

    def templates(self, case: Case, act: Act) -> Mapping[int, Mapping[Language, str]]:
        """Name the templates that fit, by their numbers, as buttons name them.

        One that tells the promised date is none for a case without one.
        """
        found = enumerate(self.policy.work.templates_of(act, case.right))
        return {
            number: template.ask
            for number, template in found
            if case.promised or not template.tells("promised")
        }

    def fill(self, case: Case, act: Act, number: int) -> str:
        """Write a template for a case: in its language, or in all where that is not known."""
        template = self.policy.work.templates_of(act, case.right)[number]
        languages = self.policy.written_in(case.language)
        return "\n\n".join(
            template.words[one].format_map(self._values(case, one)) for one in languages
        )

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter that the person would get."""
        return await self.doings[order.act].preview(store, case, order, now=now)

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        order: Order,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Do it. Whoever calls has seen to a second officer where one is needed.

        Raises `StaleCase` when the case is not at the version that was looked at,
        `ProofLacking`, and what the act itself raises.
        """
        case = await unchanged(store, case_id, version=version)
        if self.lacking(case, order) is not None:
            raise ProofLacking(f"the person of {case.ref} is not known well enough")
        return await self.doings[order.act](store, case, order, officer=officer, now=now)

    def _values(self, case: Case, language: Language) -> dict[str, str]:
        controller = self.policy.controller
        received = self.policy.local_date(case.received_at)
        return {
            "ref": str(case.ref),
            "right": self.policy.rights[case.right].title[language],
            "received": f"{received:%d.%m.%Y}",
            "promised": f"{case.promised:%d.%m.%Y}" if case.promised else "—",
            "controller": controller.name[language],
            "email": controller.email,
            "address": controller.postal_address[language],
        }
