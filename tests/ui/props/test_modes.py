from sync.protocol.settings import Presentation
from ui.props.modes import Modes, after, derive_modes_props, modes_at_rest
from ui.props.tongue import Tongue

REST = Modes()


def climb(modes, rest=REST):
    steps = []
    for _ in range(3):
        modes = after(modes, "sight", rest)
        steps.append((modes.large, modes.contrast))
    return steps


def test_the_key_for_sight_goes_from_large_to_high_contrast_and_back():
    assert climb(REST) == [(True, False), (True, True), (False, False)]


def test_in_a_hall_of_high_contrast_the_key_never_takes_it_away():
    rest = Modes(contrast=True)

    assert climb(rest, rest) == [(True, True), (False, True), (True, True)]


def test_low_reach_and_sound_are_switched_on_and_off_again():
    low = after(REST, "reach", REST)
    loud = after(REST, "sound", REST)

    assert low == Modes(low=True)
    assert after(low, "reach", REST) == REST
    assert loud.sound is True
    assert after(loud, "sound", REST).sound is False


def test_each_key_says_what_it_will_do():
    def labels(modes, *, audible=True):
        props = derive_modes_props(modes, Presentation(), Tongue(), audible=audible)
        return props.sightLabel, props.soundLabel

    assert labels(REST) == ("大字", "声音")
    assert labels(Modes(large=True)) == ("高对比", "声音")
    assert labels(Modes(large=True, contrast=True, sound=True)) == ("标准字", "静音")
    assert labels(Modes(sound=True), audible=False) == ("大字", "无声")


def test_the_hall_settles_what_is_up_at_rest():
    presentation = Presentation(large_type=True, low_reach=True, high_contrast=True)

    assert modes_at_rest(presentation) == Modes(large=True, low=True, contrast=True)
