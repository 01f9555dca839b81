import pytest

from debates.argument.stems import stem

# As in Porter's paper, step by step.
STEMS = """
    caresses:caress ponies:poni ties:ti caress:caress cats:cat
    feed:feed agreed:agre seaweed:seawe plastered:plaster bled:bled motoring:motor sing:sing
    conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss
    fizzed:fizz failing:fail filing:file snowing:snow
    activating:activ timetabled:timet formalizing:formal
    happy:happi sky:sky flying:fly playing:plai
    relational:relat conditional:condit rational:ration valenci:valenc hesitanci:hesit
    digitizer:digit conformabli:conform radicalli:radic differentli:differ vileli:vile
    analogousli:analog vietnamization:vietnam predication:predic operator:oper feudalism:feudal
    decisiveness:decis hopefulness:hope callousness:callous formaliti:formal sensitiviti:sensit
    sensibiliti:sensibl archaeology:archaeolog
    triplicate:triplic formative:form formalize:formal electriciti:electr electrical:electr
    hopeful:hope goodness:good
    revival:reviv allowance:allow inference:infer airliner:airlin gyroscopic:gyroscop
    adjustable:adjust defensible:defens irritant:irrit replacement:replac adjustment:adjust
    dependent:depend adoption:adopt opinion:opinion homologou:homolog communism:commun
    activate:activ angulariti:angular homologous:homolog effective:effect bowdlerize:bowdler
    probate:probat rate:rate cease:ceas controll:control roll:roll generalizations:gener
"""


@pytest.mark.parametrize(("word", "expected"), [pair.split(":") for pair in STEMS.split()])
def test_a_word_has_this_stem(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["", "as", "co2", "café", "автомобили", "2026"])
def test_what_is_no_english_word_stays(word):
    assert stem(word) == word
