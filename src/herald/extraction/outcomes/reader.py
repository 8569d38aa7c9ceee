"""What a study measured beside its endpoints, read from the figures that have made no finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from herald.core.documents import Document
from herald.core.findings import Category, Finding
from herald.extraction.annotations import Annotated, Annotations
from herald.extraction.arms import ArmMention
from herald.extraction.assembly import Assembler
from herald.extraction.claims import Claim
from herald.extraction.joining import is_comparison
from herald.extraction.measurements import Measurement
from herald.extraction.outcomes.arms import find_named_arms, in_order
from herald.extraction.outcomes.claims import find_outcome_claims, is_certain, says_of_whom
from herald.extraction.outcomes.comparisons import find_comparisons
from herald.extraction.outcomes.counts import counts_what_happened
from herald.extraction.outcomes.figures import find_figures
from herald.extraction.outcomes.kinds import ReportKind, kind_of_report
from herald.extraction.patterns import Pattern
from herald.extraction.populations import is_subgroup, population_label
from herald.extraction.scene import Scene
from herald.extraction.state import Reading
from herald.extraction.whom import PopulationFinder

_RANDOM_LEFT = Pattern(r"\brandom(?:ly|i[sz]ed)\b[^.]*$", re.IGNORECASE)
_EARLIER = Pattern(r"\bbaseline\b|\bbefore\b|\bpre-?(?:treatment|operative)", re.IGNORECASE)
"""What sets values against those of an earlier time."""
_REACH = 120


class OutcomeReader:
    """Reads sentences once more, when the document has said which arms there are and how large.

    Attributes:
        found: The findings so far.
        told: Where the figures begin that became findings.
        untold: Counts of what happened that became none.
    """

    def __init__(
        self, document: Document, annotations: Annotations, reading: Reading, sentences: Sequence[Annotated]
    ) -> None:
        self.document = document
        self.annotations = annotations
        self.reading = reading
        self.populations = PopulationFinder(annotations, reading)
        text = document.text
        self.kind = kind_of_report(text, ((r.sentence.start, r.sentence.end) for r in sentences))
        self.found: list[Finding] = []
        self.told: set[int] = set()
        self.untold: list[Measurement] = []
        self.has_one_arm = False
        self.sizes: set[int] = set()
        self.enrolled: set[Decimal] = set()

    @property
    def is_trial(self) -> bool:
        return self.kind is ReportKind.TRIAL

    def read(self, unread: Sequence[tuple[Annotated, Set[int]]], begin: int | None, *, is_open: bool) -> None:
        """Reads the sentences from a place on; nothing in what others found or what is only planned.

        Args:
            unread: Each sentence with the places where the measurements begin that are results of an endpoint.
            begin: Where the study begins; what stands before is background.
            is_open: Whether lone shares count too, and not only what is plainly a result.
        """
        if self.kind in (ReportKind.SECOND_HAND, ReportKind.PLAN, ReportKind.LABORATORY):
            return
        self.has_one_arm = self.reading.has_one_arm()
        begin = self._begin_of_division() if begin is None else begin
        self._set_arms_in_order()
        self._set_sizes()
        for read, taken in unread:
            if begin is not None and read.sentence.start >= begin:
                self._read(read, taken, is_open=is_open and self.is_trial)

    def _begin_of_division(self) -> int | None:
        """Returns where the arms are set out between which chance divided the patients; None in any other study."""
        begin = min((arm.start for arm in self.reading.arms.arms if arm.end), default=0)
        return begin if _RANDOM_LEFT.search(self.document.text[max(0, begin - _REACH) : begin]) else None

    def _set_arms_in_order(self) -> None:
        """Takes the arms of a trial as those of values without names; in a cohort only names tell whose a value is."""
        if not self.is_trial:
            self.reading.forget_comparison()
            return
        arms, control = self.reading.order = in_order(self.reading.arms)
        if len(arms) == 2 and control == 1:
            self.reading.pair = (self.reading.resolve(arms[0]), self.reading.resolve(arms[1]))

    def _pair(self) -> tuple[ArmMention, ...] | None:
        """Returns the two arms of the study, the control last; none where only results told them, None where more."""
        arms = tuple(in_order(self.reading.arms)[0])
        if len(arms or self.reading.defined) == 2 or (not arms and None not in self.reading.pair):
            return arms
        return None

    def _set_sizes(self) -> None:
        """Notes how many patients the arms had, and all of them together: such a number counts no events."""
        sizes = [arm.size for arm in self.reading.arms.arms if arm.size]
        self.sizes = {size.start for arm in self.reading.arms.arms for size in (*arm.sizes, arm.size) if size}
        enrolled = [number for number in (self.reading.study.n, self.reading.study.analysed) if number]
        self.enrolled = {number.value for number in enrolled if number.value} | {
            sum((size.value for size in sizes if size.value), Decimal())
        }

    def _read(self, read: Annotated, taken: Set[int], *, is_open: bool) -> None:
        scene = self._scene(read)
        left = [m for m in read.measurements if m.start not in taken]
        others = [m for m in read.measurements if m.start in taken]
        sizes = [m for m in left if self._is_size(m)]
        claims = find_outcome_claims(scene, left, others, sizes)
        compared = self._compared(scene, left, others, claims)
        claims = [claim for claim in claims if is_certain(scene, claim) or (is_open and self._is_of_arm(scene, claim))]
        claims = sorted([*claims, *compared], key=lambda claim: claim.start)
        assembler = Assembler(self.document, self.reading, scene, claims, None)
        for at, claim in enumerate(claims):
            population = self.populations.of_claim(read, claims, at)
            label = population_label(population, self.annotations.vocabulary)
            is_part = is_subgroup(population, self.reading.study.population)
            found = assembler.assemble(claim, label, is_subgroup=is_part)
            if claim.is_comparison or (not self.is_trial and claim.category is not Category.SAFETY):
                found = (
                    [] if claim.is_comparison and is_part else list(_comparisons(found, is_told=_is_told(scene, claim)))
                )
            self.found += found
            self.told |= {m.start for m in claim.measurements() if found}
        self._note_untold(scene, left, {m.events.start for claim in claims for m in claim.measurements() if m.events})

    def _compared(
        self, scene: Scene, left: Sequence[Measurement], others: Sequence[Measurement], claims: Sequence[Claim]
    ) -> list[Claim]:
        """Returns the comparisons of a trial of which only the P value is printed."""
        is_compared = self.is_trial and not self.has_one_arm
        return find_comparisons(scene, left, claims, others, self._pair()) if is_compared else []

    def _note_untold(self, scene: Scene, left: Sequence[Measurement], counted: Set[int]) -> None:
        """Notes the counts of what happened that no finding gives."""
        happened = [m for m in left if counts_what_happened(scene, m) and m.start not in self.told | counted]
        figures = {m.start for m in find_figures(scene, left)} if happened else set()
        self.untold += [m for m in happened if m.start in figures and not self._is_size(m)]

    def _is_of_arm(self, scene: Scene, claim: Claim) -> bool:
        """Whether a claim is of an arm; in a study with several, a lone share of no arm that is named is a trait."""
        return self.has_one_arm or says_of_whom(scene, claim)

    def _is_size(self, m: Measurement) -> bool:
        """Whether a count is how many patients an arm had, or all arms, or the study."""
        count = m.events or m.number
        return count.start in self.sizes or (m.unit is None and count.value in self.enrolled)

    def _scene(self, read: Annotated) -> Scene:
        text, start, end = self.document.text, read.sentence.start, read.sentence.end
        arms = find_named_arms(self.reading.arms, text, start, end, read.arms)
        return Scene(text, start, end, self.annotations.topics(start, end), arms, read.brackets)


def _is_told(scene: Scene, claim: Claim) -> bool:
    """Whether words set two values against each other, and a P value tells how: '2.0% vs. 3.3%, P = 0.008'."""
    if len(claim.values) != 2 or claim.p is None or _EARLIER.search(scene.text, scene.start, scene.end):
        return False
    return is_comparison(scene.brackets.outside(claim.values[0].end, claim.values[1].start))


def _comparisons(findings: Sequence[Finding], *, is_told: bool) -> Iterator[Finding]:
    """Yields the findings that compare two arms that are named, or one with the other.

    Args:
        is_told: Whether the values are compared plainly, so that one name tells both.
    """
    for finding in findings:
        named = [arm for arm in (finding.arm, finding.comparator) if arm is not None]
        are_two = len(named) == 2 and finding.arm != finding.comparator
        if are_two or (is_told and len(named) == 1):
            yield finding
