"""The studies of a document, read sentence by sentence: their names, designs, numbers, populations and arms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herald.core.documents import BlockRole, Document
from herald.core.findings import Study
from herald.core.mentions import ConceptKind, Mention
from herald.extraction.annotations import Annotated, Annotations
from herald.extraction.enrolment import speaks_of_people
from herald.extraction.group_reader import Told, read_study_arms
from herald.extraction.groups import StudyArms
from herald.extraction.measurements import Sort
from herald.extraction.populations import find_populations, population_label
from herald.extraction.state import Reading
from herald.extraction.studies import count, describe, enrols, find_trials, opens_study


class StudyReader:
    """Takes from each sentence what it says of the study that is being spoken of."""

    def __init__(self, annotations: Annotations, sentences: Sequence[Annotated], reading: Reading) -> None:
        self.annotations = annotations
        self.text = annotations.text
        self.sentences = sentences
        self.reading = reading
        self._trials = find_trials(annotations.mentions)
        self.reading.study.arms = self._arms_from(0)

    def opens_another(self, read: Annotated) -> bool:
        """Whether a sentence names a trial other than the one that is being spoken of."""
        trials = self._trials_in(read)
        return bool(trials) and self._name(trials[0]) != self.reading.study.trial and not self._is_of_all(trials[0])

    def read(self, read: Annotated) -> None:
        trials = self._trials_in(read)
        if trials and self.opens_another(read):
            self.reading.open_study(self._name(trials[0]), trials[0].span)
            self.reading.study.arms = self._arms_from(trials[0].span.start)
        elif trials and self.reading.study.trial is None:
            self.reading.name_study(self._name(trials[0]), trials[0].span)
        sentence = read.sentence
        place = sentence.start, sentence.end
        if speaks_of_people(self.text, *place):
            count(self.reading.study, self.text, *place, read.counts())
        if not trials and not opens_study(self.text, *place):
            return
        describe(self.reading.study, self.text, *place)
        if sentence.role is not BlockRole.TITLE:
            populations = find_populations(self.text, read.mentions, self.annotations.vocabulary)
            self.reading.study.take_population(populations, is_enrolled=enrols(self.text, *place))

    def head_of_table(self, read: Annotated) -> None:
        """Takes the arms of a table from its head: a row that names two or more and gives no result."""
        if read.sentence.role is not BlockRole.TABLE_ROW or len(read.arms) < 2:
            return
        if not any(m.sort in (Sort.VALUE, Sort.EFFECT) for m in read.measurements):
            arms = [self.reading.resolve(arm) for arm in read.arms[:2]]
            self.reading.pair = (arms[0], arms[1])

    def begin(self) -> int | None:
        """Returns where the first sentence begins that says what the study did; what stands before is background."""
        told = (read.sentence for read in self.sentences if read.sentence.role is not BlockRole.TITLE)
        return next((s.start for s in told if opens_study(self.text, s.start, s.end)), None)

    def finished(self, document: Document, *, divides: bool) -> Iterator[Study]:
        """Yields the studies that are worth a record.

        Args:
            divides: Whether the document is of a trial, so that the groups that it sizes are arms.
        """
        for draft in self.reading.studies or [self.reading.study]:
            draft.arms = draft.arms if divides and draft.arms.has_sizes else StudyArms()
            if draft.trial or draft.n or draft.arms.arms:
                yield draft.finished(document, population_label(draft.population, self.annotations.vocabulary))

    def _trials_in(self, read: Annotated) -> list[Mention]:
        return find_trials(read.mentions) if self._trials else []

    def _name(self, trial: Mention) -> str:
        return self.annotations.vocabulary.get(trial.concept).name

    def _is_of_all(self, trial: Mention) -> bool:
        """Whether a document names no other trial: what it said before it gave the name is of that one."""
        is_only = all(mention.concept == trial.concept for mention in self._trials)
        return self.reading.study.trial is None and is_only

    def _arms_from(self, place: int) -> StudyArms:
        """Returns the arms of the study that is spoken of from a place on, until the document names another trial."""
        told: list[Told] = []
        names: set[str] = set()
        for read in self.sentences:
            if read.sentence.end <= place:
                continue
            names |= {trial.concept for trial in self._trials_in(read)}
            if len(names) > 1:
                break
            told.append(_told(read))
        return read_study_arms(self.text, told)


def _told(read: Annotated) -> Told:
    populations = [mention for mention in read.mentions if mention.kind is ConceptKind.POPULATION]
    return Told(read.sentence.start, read.sentence.end, read.counts(), read.arms, populations)
