"""Who came to harm: the words by which a name is told to be that of a victim, or of somebody who died."""

import re

from compendium.ingest.privacy.person_words import KIN, TITLE

_HURT = (
    r"(?:murdered|killed|stabbed|knifed|slashed|raped|strangled|suffocated|drowned|poisoned|shot|assaulted|attacked"
    r"|robbed|mugged|burgled|abused|groomed|harassed|stalked|injured|wounded|beaten(?: up)?|beat(?: up)?|punched|kicked"
    r"|slapped|hit|bitten|scalded|tortured|threatened|kidnapped|abducted|blackmailed|defrauded|conned|exploited"
    r"|trafficked|run over|knocked (?:down|over)|mown down|held (?:hostage|at (?:knife|gun) ?point)|hurt|harmed"
    r"|stol(?:e"
    r"|en) (?:[^.;]{1,25} )?from|burned"
    r"|targeted|tricked|cheated|pushed|shoved|thr[eo]wn?|choked|headbutted|glassed|grabbed|dragged|spat (?:at|on)"
    r"|stamped on|set upon|set fire to)"
)
_HURTING = (
    r"(?:to (?:kill|murder|stab|rape|harm|attack|assault|rob|hurt|burn)|murdering|killing|stabbing|raping|strangling"
    r"|drowning|poisoning|shooting|assaulting|attacking|robbing|mugging"
    r"|burgling|abusing|grooming|harassing|stalking|injuring|wounding|beating(?: up)?|punching|kicking|biting|slapping"
    r"|threatening|kidnapping|abducting|blackmailing|defrauding|exploiting|targeting|hitting|hurting|harming"
    r"|stealing (?:[^.;]{1,25} )?from|knocking (?:down|over)|running over|conning|trafficking)"
)
_HURT_OF = (
    r"(?:(?:(?:attempted )?(?:murders?|manslaughter)|(?:unlawful )?killing|stabbing|rape|deaths?(?: by [\w ]{3,30}?)?"
    r"|suicide|shooting|robbery"
    r"|burglary|mugging|kidnap(?:ping)?|abduction|abuse|harassment|stalking|wounding|assaults?|attacks?|violence"
    r"|offen[cs]es?|offending|inquest|serious case review|bodily harm|harm done|threats?(?: to kill| made)?|fraud) "
    r"(?:of|into|on|upon|against|towards?|to)|theft[^.;]{0,25} from)"
)
_TO_A_PERSON = (
    r"(?:murder(?:ed|ing|s? of)|kill(?:ed|ing)(?: of)?|manslaughter of|stabb(?:ed|ing)(?: of)?|rap(?:ed|ing|e of)"
    r"|strangl(?:ed|ing)|mugg(?:ed|ing)|suicide of|sexual offen[cs]es against|inquest into the death of)"
)
"""What is done to hardly anything but a person."""

_AGED = r"(?:aged \w+(?:-\w+)?,? |[\w-]+[- ](?:year|month)s?[- ]old )?"
_NO_PREPOSITION = r"(?!(?:in|at|from|near|by|to|of|with|and|for|on|or|who)\b)"
_SOMEBODY = (
    rf"(?:(?:the|an?|his|her|their|my|our|another|fellow)\s(?:{_NO_PREPOSITION}[\w’'-]+\s){{0,4}}?{_NO_PREPOSITION}"
    rf"[\w’'-]+,? {_AGED}|(?:fellow |former |ex-|local )?[a-z]+, {_AGED})"
)
"""The person harmed as the text describes them, before the name: "a shopkeeper, "."""

_BANNED = (
    r"(?:(?:not|no|never|prohibit\w*|forb\w+|barr\w+|bann\w+|prevent\w*|order\w*|restrict\w*|without)\b[^.;]{0,40}"
    r"\b(?:contact|approach|near|enter|within \w+ \w+ of)\w*|restraining order|non-molestation|injunction"
    r"|exclusion zone|harass"
    r"|stalk|domestic (?:abuse|violence)|coercive|controlling|threats?\b)"
)
_HOME = r"(?:home|house|flat|shop|car|bungalow|business|garage|room|bag|handbag|bike|van)"
FIRM_BEFORE = re.compile(
    rf"\b(?:{_HURT_OF}|{_HURTING}|{_HURT}) {_SOMEBODY}(?:{TITLE})?$|\b{_TO_A_PERSON} {_AGED}(?:{TITLE})?$"
    r"|\b[a-z]+(?: whom| who| that)? (?:he|she|they|I|we)(?:[’']d| had| have| once| later)? (?:later |then |once )?"
    rf"{_HURT},? (?:{TITLE})?$"
    rf"|\bwhat (?:he|she|I|we|they)(?:[’']d| had| have)? (?:did|done) to (?:{TITLE})?$"
    rf"|\bwho (?:had )?(?:died|(?:was|had been) {_HURT}) (?:was|is|were) (?:{TITLE})?$"
    r"|\b(?:killed|injured|hurt|murdered|stabbed|died)[^.;]{0,40}: $"
    rf"|\bwho (?:had )?(?:died|(?:was|had been|were) {_HURT})(?: by \w+(?: \w+)?)?,? $"
    rf"|\bvictim[’']s? (?:parents|famil(?:y|ies)|{KIN}s?), (?:{TITLE})*$"
    r"|\bvictims?(?: (?:in|of) [\w ]{1,25}?)?(?:,|:| was| were)?(?: (?:an?|the|his|her|my|our) [\w ’'-]{1,40}?(?:,"
    r"| named| called))?"
    rf"(?: named| called)? (?:{TITLE})?$"
    rf"|\b{_BANNED}[^.;]{{0,60}}\b(?:his|her|their|the|an?)(?: former| ex| estranged| then| late"
    rf"| [\w-]+[’']s)?[ -](?:{KIN}),? $"
    rf"|\b(?:broke(?:n)? into|burgled|burgling|breaking into|robbed|ransacked|set fire to|damag\w+"
    rf"|smash\w+) the {_HOME} of (?:{TITLE})?$"
    rf"|\b(?:not|no|never|any|prohibit\w*|forb\w+|barr\w+|banned from) (?:[\w’']+ ){{0,3}}(?:contact(?:ing)?"
    rf"|approach(?:ing)?)(?:, directly or indirectly,)?(?: with)? (?:{_SOMEBODY})?(?:{TITLE})?$"
    rf"|\b(?:letter of apology|apology letter|say(?:ing)? sorry|remorse|compensation)(?: \w+)? (?:to|for"
    rf"|towards) (?:{_SOMEBODY})?"
    rf"(?:{TITLE})?$"
    rf"|\brestorative [^.;]{{0,60}}\b(?:with|meet(?:ing)?|between \w+ and) (?:{_SOMEBODY})?(?:{TITLE})?$"
    rf"|\b(?:victim|impact) (?:personal |impact )?statement (?:by|from|of) (?:{TITLE})?$",
    re.I,
)
"""Ends where the name of somebody harmed begins, whatever the name."""

BEFORE = re.compile(rf"\b(?:{_HURT_OF}|{_HURTING}|{_HURT}) {_AGED}(?:{TITLE})?$", re.I)
"""Ends where the name of somebody harmed begins, if it is a person's: there are attacks on services too."""

_ASIDE = r"(?:,[^,.;]{1,60},|,? \(\w+\)|,? aged \w+,|, \d+,)?"
FIRM_AFTER = re.compile(
    rf"{_ASIDE},?\s+(?:who |later |also |had |has |then ){{0,3}}(?:died (?:in|at|on|by|of|from|while|after|as|within"
    r"|shortly|instantly|alone|a|the|\w+ (?:hours?|days?|weeks?|months?|years?))\b|(?:was|were|been) (?:found (?:dead"
    r"|hanging|unresponsive|hanged)|murdered|killed|stabbed|raped|strangled|shot dead)|(?:took|taken|ended) (?:his|her"
    r"|their) own life|hanged (?:himself|herself)|killed (?:himself|herself)|lost (?:his|her) life|(?:was|were|been) "
    rf"{_HURT} (?:by|in|at|on|out of|outside|with|during|when)\b|(?:was|been) (?:the|a|his|her) victim\b)"
    rf"|,? (?:{_HURT}) (?:by|in|outside|at) | (?:unresponsive|dead|hanging|hanged|unconscious|not breathing)\b"
    r"|[^;]{0,100}\b(?:[Hh]is|[Hh]er) (?:killer|murderer|attacker|rapist|abuser)\b"
    r"|[’']s (?:\w+ )?(?:killer|murderer|attacker|rapist|abuser|suicide)\b"
    r"|[^.;]{1,60}\b(?:bled to death|(?:hanged|killed) (?:himself|herself)|(?:took|ended) (?:his|her) own life)\b"
    r"|,? (?:aged )?\d\d,? was (?:one of|the \w+ of) [\w ]{1,30} to die\b"
    r"|, whose (?:[\w’'-]+ ){1,5}?(?:burgled|robbed|ransacked|broken into|stolen|smashed|vandalised|set (?:on fire"
    r"|alight)|burned down|attacked|murdered|killed|stabbed|assaulted|defrauded|emptied)\b"
    rf"|,(?: the \w+(?: \w+){{0,2}}?)?(?: who(?:m)?| that)? (?:he|she|they|I) (?:had )?{_HURT}\b"
    rf"|[^.;]{{0,60}} \b(?:the|a) \w+(?: \w+)? who(?: had|[’']d)? (?:once )?{_HURT} (?:his|her|him|them|their)\b"
    r"| [^.;]{1,60} and (?:later )?died\b|[’']s [^;]{0,60}\b(?:I|he|she) (?:took|ended) (?:his|her) life\b"
    rf"|[’']s {_HOME} (?:was|had been) (?:burgled|broken into|robbed|ransacked|set (?:on fire|alight))\b"
    r"|,? (?:\w+ )?(?:the|his|her|their|one of (?:the|his|her)) (?:\w+ )?victims?\b"
    rf"|,? (?:was|were) (?:[\w-]+ ){{1,4}}when (?:he|she|they|I)(?: had)? {_HURT} (?:him|her|them)\b"
)
"""Begins where the name of somebody harmed ends."""

AFTER = re.compile(
    r"[’']s? (?:\w+[ -]){0,2}(?:death|murder|killing|suicide|inquest|killer|murderer|attacker|rapist|body|injuries"
    r"|impact statement)\b"
)
"""The same, if the name is a person's."""


_STEM = re.compile(
    r"murder|kill|manslaughter|stab|knif|slash|rap(?:e|ing)|strangl|suffocat|drown|poison|sho[ot]|assault|attack|robb"
    r"|mugg"
    r"|burgl|abus|groom|harass|stalk|injur|wound|beat|punch|kick|slap|hit|bit|scald|tortur|threat|kidnap|abduct"
    r"|blackmail"
    r"|defraud|conn|exploit|traffick|run|knock|mown|h[eu]ld|hurt|harm|stol|steal|burn|target|trick|cheat|push|shov"
    r"|thr[eo]w"
    r"|chok|headbutt|glass|grab|drag|spat|stamp|set|death|suicid|inquest|review|offen|violen|fraud|theft|victim|did"
    r"|done"
    r"|contact|approach|near|enter|within|order|injunct|exclusion|domestic|coerciv|control|apolog|sorry|remorse|compens"
    r"|restor|statement|bro?ke|break|smash|damag|ransack|die"
)
"""Stands in every pattern that looks back: sooner looked for than they are."""
_FAMILY_OF = re.compile(r"\b(?:parents|mother|father|family|widow|brother|sister|partner|children) of $")
_DEATH = re.compile(r"\b(?:his|her) (?:death|murder|killing|body|funeral)\b|\bdied\b")


def is_harmed(before: str, after: str, *, certain: bool) -> bool:
    """Whether the words around a name say that its bearer was harmed or died. `certain` says that it is the name of a
    person, and not perhaps of a place or a service."""
    if FIRM_AFTER.match(after) or (_FAMILY_OF.search(before) and _DEATH.search(after)):
        return True
    if certain and AFTER.match(after):
        return True
    if not _STEM.search(before.lower()):
        return False
    return bool(FIRM_BEFORE.search(before) or (certain and BEFORE.search(before)))
