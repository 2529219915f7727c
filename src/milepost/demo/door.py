"""Cases in the demonstration: one that Quentin has taken and answered, one that waits for somebody."""

from milepost.concerns import actions, passphrases
from milepost.demo.agenda import Life
from milepost.demo.stage import Stage


def told(stage: Stage) -> Life:
    """Somebody on a programme writes in the evening; what they were told, they read when they come back."""
    ago = stage.calendar.ago
    yield ago(9, "20:10")
    quentin, somebody = stage.staff["quentin"], actions.somebody(stage.centre)
    case, _ = actions.raise_case(
        stage.centre, by=somebody, seed=passphrases.new_seed(), wanted="Correct it, and tell me that nothing is cut because of it.",
        text="They put me down as absent on two days when I was there. I am afraid to say it to the desk, because they report it.",
    )  # fmt: skip
    yield ago(8, "09:15")
    actions.take_case(case, by=quentin, uninvolved=True)
    actions.acknowledge_case(
        case, by=quentin, text="I have it. I look at the lists of this month today, all of them, so that nobody sees which one I look for."
    )
    yield ago(7, "12:40")
    actions.add_to_case(case, by=somebody, text="It was in the first week, both times in the afternoon.")
    yield ago(2, "15:30")
    actions.answer_case(
        case, by=quentin,
        text="In the first week the afternoon list was copied from the morning by mistake, for eleven people. All eleven are corrected, and nothing was "
        "reported on. From now on the list is signed in the room. Does that settle it?",
    )  # fmt: skip
    yield ago(0, "07:20")
    actions.raise_case(
        stage.centre, by=somebody, seed=passphrases.new_seed(),
        text="At the evening course people are told to tick that they had a review which they never had.",
    )  # fmt: skip
