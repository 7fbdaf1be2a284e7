"""The words after a name that tell it to be a person's, whether a list holds it or not: what is said of somebody heard,
held or supervised. Each pattern begins where the name ends."""

import re

from compendium.ingest.privacy.person_words import KIN, LIVED, STAFF

_PAST = (
    r"went|came|got|made|took|left|lost|spent|found|felt|began|kept|knew|said|told|thought|wanted|saw|met|ran|sat|slept"
    r"|wrote|spoke|read|heard|paid|put|stood|brought|sent|gave|grew|held|won|woke|drank|ate|broke|chose|drew|fell|hid"
    r"|rang|sang|swore|taught|threw|wore|built|bought|caught|dealt|fought|hurt|led|let|lay|meant|sold|shook|stole"
    r"|struck"
)
_PRESENT = (
    r"says|tells|explains|describes|recalls|lives|works|remembers|feels|thinks|wants|hopes|spends|sleeps|shares"
    r"|reflects"
    r"|talks|attends|keeps|finds|knows|needs|does|takes|goes|comes|gets|believes|arrives|returns|leaves|starts|waits"
    r"|sees|makes|speaks|reads|asks|worries|struggles|likes|loves|hates|fears|sits|gives|seems|credits"
)
_AGE = r"(?:\d\d|(?:six|seven|eight|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)"
_DECADE = r"(?:early |mid-?|late )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)"
_ARTICLE = r"(?:an?|the|one of (?:the|our|those)|another|now an?|then an?|himself an?|herself an?|our|my|his|her)"
_NO_BREAK = r"(?!(?:in|at|for|of|where|that|which|run|by|with|to|who|and|near|from)\b)"
APPOSED_AFTER = re.compile(
    rf",? (?:\(|[–—] ?)?(?:(?:also|who (?:is|was)) )?{_ARTICLE} (?:{_NO_BREAK}[\w’'-]+,? ){{0,5}}?(?:{LIVED}|{KIN})"
    r"(?=[,.;:)]|$| (?:who|from|of|in|on|at|with|and|serving|aged|whose|now|held|to|[a-z]+ed|said|told|was|is|had)\b)"
    rf"|,? ?\(?aged? {_AGE}\b|,? \((?:(?:he|she)/\w+|(?:fe)?male|m|f|(?:wo)?man|interview(?:ee)? \d+)\b(?:[,/;)])"
    rf"|, {_AGE},? (?:(?:who |\w+ly )?(?:said|told|had|was|is|has|who|from|a|an|serving|and|did|came|went|arrived"
    rf"|lives|lived)\b)"
    rf"|,? (?:who (?:is|was) |is |was )?in (?:his|her) {_DECADE}"
    r"|,? \((?:[^()]{0,40}\b)?(?:sentenced?|serving|served|remand|licence|probation|prisoner|resident|interview|HM ?P"
    r"|recall"
    r"|years old|wing)\b[^()]{0,40}\)"
    r"|, (?:then |now |by then )?an? (?:[\w’-]+ ){1,5}?who (?:had|was|has|is|did|could|would|[a-z]+ed)\b"
    r"|, now (?:\w+ ){0,3}(?:sober|clean|free|out|released|retired|aged|serving|back|home|living)\b"
    r"|, (?:then |now |by then |already |still )?(?:\w+ months pregnant|pregnant|homeless|newly sentenced)\b"
    r"|, (?:serving|on (?:remand|licence|probation|an IPP|recall)|(?:recently |newly )?released|remanded|sentenced)\b"
    rf"|,? (?:who )?(?:is|was|turned|had turned|is now) (?:only |just |barely |an? )?(?:aged )?{_AGE}(?: (?:when|and"
    rf"|years|at)\b"
    r"|-year|[.,;])"
)
"""What only a person is said to be: of an age, a mother, a care leaver, in his thirties."""

_ADVERB = (
    r"(?:also|then|later|has|had|first|recently|now|still|never|already|since|once|twice|eventually|both|all|last|often"
    r"|always|just|simply|too|\w+ly)"
)
_ASIDE = r"(?:,[^,.;:]{1,60},|,? \([^()]{1,30}\)| and [A-Z]\w+)?"
_CUSTODY = (
    r"(?:convicted|sentenced|remanded|recalled|arrested|imprisoned|jailed|deported|paroled|bailed|breached|tagged"
    r"|serving"
    r"|released (?:from|on|homeless|to|with|early|late|after|in|into|without|last)|locked up|strip[- ]searched"
    r"|segregated"
    r"|on (?:remand|licence|probation|recall|bail|tag|basic|enhanced|an? (?:ACCT|IPP|life)|(?:the|his|her) wing"
    r"|unpaid work|hunger strike)|in (?:prison|custody|jail|segregation|(?:his|her|their|a|the next|the same) cell)"
    r"|held (?:in|at|on|overnight|for)|inside)"
)
HELD_AFTER = re.compile(
    rf"{_ASIDE},? (?:who )?(?:{_ADVERB} )?(?:(?:was|were|is|are|has been|had been|got|have been)(?: {_ADVERB}"
    rf"| been){{0,2}} "
    rf"{_CUSTODY}\b|served \w+ (?:years|months|weeks|of)\b|(?:came|went|was sent|returned"
    rf"|went back)(?: back)? (?:in)?to "
    r"(?:prison|jail|custody)\b)|,? \(?(?:HM ?P|HMYOI)\b"
)
"""What is said of somebody held or supervised, and of nobody else."""

BEEN_AFTER = re.compile(
    rf"(?: (?:is|was) (?:an?|one of|among|the (?:only|first|last|oldest|youngest))(?: (?!for|of the|run"
    rf"|where)[\w’-]+){{0,4}}? "
    rf"(?:{LIVED})s?\b(?![’'-])"
    rf"|{_ASIDE},? (?:who )?(?:{_ADVERB} )?(?:was|were|is|has been|had been|got)(?: {_ADVERB}| been){{0,2}} (?:homeless"
    r"|handcuffed|restrained|adjudicated|pregnant|self-harming|suicidal|moved (?:to|from|between|wing|cell|off|on)"
    r"|transferred (?:to|from|between)|sent (?:back |down|to|out)|taken (?:to|from|into|off)|given (?:an?|\w+ (?:years"
    r"|months|weeks|days))|placed (?:on|in)|born|brought up|raised|diagnosed|addicted|sober|clean|evicted|adopted"
    r"|fostered|expelled|married|widowed|divorced|illiterate|deaf|blind|disabled|bullied|told (?:by|that|to|he|she)"
    r"|asked (?:by|to|if|whether)|refused|supervised|unlocked|escorted|sleeping rough|in (?:care|healthcare|hospital"
    r"|tears"
    r"|debt|pain)|unable to|out (?:for|since)|afraid|ashamed|worried|the (?:first|last|only|oldest|youngest) to)\b)"
)
DID_AFTER = re.compile(
    rf"{_ASIDE} (?:{_ADVERB} ){{0,2}}(?:(?:has|had) (?:\w+ ){{1,3}}(?:months|years|weeks|days) (?:left|to|until)"
    rf"|spent \w+ (?:\w+ )?(?:years|months|weeks|nights|days|hours)|self-harmed"
    rf"|relapsed"
    r"|overdosed|pleaded (?:not )?guilty|(?:left|entered|returned to) (?:prison|custody|jail)|breached (?:his|her)"
    r"|grew up"
    r"|lost (?:his|her|their) \w+|shares? a cell|shared a cell|(?:lives|lived|slept|sleeps) (?:in|on|at|with|alone"
    r"|rough)"
    r"|missed (?:his|her|their)|learn(?:ed|t) to|wept|cried|shrugged|laughed|nodded|smiled|paused|sighed|felt"
    r"|remember(?:ed|s)"
    r"|recall(?:ed|s)|worried|hoped|prayed|regretted|dreaded|told (?:me|us|the (?:researcher|interviewer|inspector"
    r"|group)s?|an?|the same|much the same|his|her)|puts? it"
    r"|said|added,?|and (?:his|her) [a-z]+)\b"
)
"""What is done to hardly anything but a person, and what nobody else does."""

_NOT = r"(?:was|were|is|had|has|did|does|could|would|can|will)n[’']t"
_DONE_TO_PEOPLE = (
    r"(?:told|asked|moved|called|offered|allowed|denied|turned|taken|sent|given (?:an?|no|the|two|three|only|nothing"
    r"|his|her)"
    r"|released|recalled|transferred|assessed|interviewed|searched|escorted|locked|unlocked|promised|forced|warned"
    r"|punished"
    r"|helped|supported|supervised|diagnosed|referred|admitted|discharged|treated|raised|excluded|invited|bullied"
    r"|beaten"
    r"|visited|trained|employed|sacked|housed|threatened|frightened|shocked|surprised|relieved|worried|confused"
    r"|terrified"
    r"|handed|left|placed|seen|paid|made to|held|woken|hit|met|found (?:in|guilty|dead)|put|charged|charmed|nicked"
    r"|tired"
    r"|determined|engaged to|scared|upset|caught|stuck|prescribed|supposed to|meant to|expected to|entitled|due to be"
    r"|remembered|respected|liked|trusted|stopped from|ignored|laughed at|shouted at|spoken to|looked after|encouraged)"
)
_ONLY_PEOPLE = (
    r"(?:wrote|writes|kept|keeps|rang|slept|sleeps|cooked|sat|sits|stood|walked|waited|waits|arrived|returned|ate"
    r"|eats|drank"
    r"|smoked|prayed|prays|tried|wanted|wants|wished|hated|hates|loved|loves|liked|likes|decided|stopped \w+ing"
    r"|started \w+ing"
    r"|began|came|comes|went|goes|got|gets|lost|missed|misses|spent|spends|saw|sees|heard|knew|knows|grew|believed"
    r"|believes"
    r"|tells|says|talks|talked|thinks|thought|speaks|spoke|visits|lives|lived|woke|wakes|dreamed|dreamt|joked"
    r"|showed (?:me|us)"
    r"|used to|tends to|carried|carries|hid|phoned|wore|wears|painted|paints|sang|sings|swore|shouted|noticed"
    r"|realised|read|agreed|disagreed|admitted|shared (?:an?|the|his|her)|asked (?:to|for|if|whether|us|me)|sighed"
    r"|grinned"
    r"|hesitated|paused|chose to|managed to|struggled|stayed|settled|confided)"
)
LIVES_AFTER = re.compile(
    rf"(?: and [A-Z]\w+)? (?:{_ADVERB} ){{0,2}}(?:{_NOT}\b|(?:was|has been|had been|got)(?: {_ADVERB}){{0,2}} "
    rf"{_DONE_TO_PEOPLE}\b"
    rf"|{_ONLY_PEOPLE}\b)(?! (?:him|them|prisoners|people|men|women|us|residents)\b)"
)
"""What is said of a person rather than of a place or an organisation, where it is one or the other."""

_OF_ONES_OWN = (
    rf"(?:{KIN}|{STAFF}|sentence|release|licence|offen[cs]e|conviction|recall|tariff|parole|cell|arrest|trial|solicitor"
    r"|barrister|release (?:date|address|plan)|children|kids|sons|daughters|parents|family|medication|prescription"
    r"|methadone"
    r"|script|meds|insulin|inhaler|glasses|hearing aids?|tag|curfew|property|letters?|bail|addiction|childhood|sobriety"
    r"|story|face|hands?|eyes|hair|tears|tenancy|flat|appeal|complaint|OASys|ACCT|(?:risk|sentence|care"
    r"|resettlement) (?:assessment|plan)|diary|poem|drawing|category|file|door|bed|bunk|job|number|sleep|weight|teeth"
    r"|eyesight|English|life|past|birthday"
    r"|statement|testimony|pregnancy|baby"
    r"|drinking"
    r"|drug use|self-harm|anxiety|depression|illness|illiteracy|deafness|accent|faith|belongings|wages|canteen|kit)"
)
OWNS_AFTER = re.compile(
    rf"[’']s? (?:(?!and\b|or\b)[\w-]+ )?{_OF_ONES_OWN}\b(?! of )|, whose (?:\w+ )?{_OF_ONES_OWN}\b"
    rf"|(?: and [A-Z]\w+)? (?:has|had|have) (?:an?|no|two|three|four|five|never had an?|lost (?:an?|his"
    rf"|her)) (?:\w+ )?{_OF_ONES_OWN}\b"
)
"""What a person has."""

ANNOUNCED = re.compile(
    r" (?:has |had |then |later )?(?:announced|told (?:the (?:Commons|House|committee|press|inquiry|BBC)|Parliament"
    r"|MPs)|ruled|promised"
    r" that|pledged|gave evidence|legislated|commissioned|launched)\b"
)
"""What people of office do."""

TRADE_AFTER = re.compile(
    r", (?:an?|the) (?:[\w’-]+ ){0,3}?(?!(?:provid|numb|newspap|newslett|pap|chapt|found|comput|regist|bord|riv|tow"
    r"|form|oth"
    r"|larg|small|anoth|employ|fund|suppli|manufactur|publish|retail|lend|quart|charact)er\b|(?:contract|sect|fact"
    r"|regulat|maj"
    r"|min|direct|inspect)or\b)[a-z]+(?:er|or|ist|man|woman|ian|eer)(?=[,.;]| (?:who|and|from|in|with|on)\b)"
)
"""A trade: "a chess player"."""

WHO_AFTER = re.compile(
    rf",? who (?:also |then |later |once |still |\w+ly )?(?:was|is|had|has|[a-z]+ed|does|did|could|would|{_PAST}"
    rf"|{_PRESENT})\b"
)
"""Somebody who does or is something: "services, who are" is said of several."""

CALLED_AFTER = re.compile(
    r",? as (?:everyone|everybody|staff|people|they|he|she|the (?:others|officers|lads|women|men)) "
    r"(?:calls?|called|knows?|knew) (?:him|her|them)(?:self)?\b|, as (?:he|she) (?:is|was) (?:known|called)\b"
)
"""Somebody goes by that name."""

NUMBER_AFTER = re.compile(r",? ?[(\[–-]?\s?(?:(?:prison )?(?:no|number)\.?:? )?[A-Z]\d{4}[A-Z]{2}\b")
"""A prison number."""

CLOSES_AFTER = re.compile(
    r"[,.:]|$| [–(]|[’']s\b| (?:was|is|had|has|said|told|who|and|did|would|could|does|in|on|at|for|to|with|were"
    r"|[a-z]+ed"
    rf"|{_PAST}|{_PRESENT})(?:n[’']t)?\b"
)
TURN_AFTER = re.compile(r": ?(?=\S)|:?\n")

_SCHOLARLY = (
    r"(?:argue[ds]?|suggest(?:s|ed)|show(?:s|ed|n)|claim(?:s|ed)|not(?:es|ed)|contend(?:s|ed)|conclude[ds]|propose[ds]"
    r"|maintain(?:s|ed)|posit(?:s|ed)|demonstrate[ds]|calls|found|finds) (?:that|how|why|what|this|it)|define[ds]"
    r"|coined"
    r"|written|writes|set out|theori[sz]e[ds]|published|conceptuali[sz]e[ds]|distinguish(?:es|ed)|provide[ds]"
    r"|offer(?:s|ed)"
    r"|develop(?:s|ed)|fund(?:s|ed)"
)
DOES_AFTER = re.compile(
    rf"(?:,[^,.;:]{{1,60}},|,? \([^()]{{1,30}}\))? (?:(?:who|also|then|later|soon|still|never|first|often|always|once"
    rf"|now"
    rf"|has|had|\w+ly) ){{0,2}}(?!(?:{_SCHOLARLY})\b)(?:[a-z]+ed|was|is|had|has|did|could|would|can|will|might|{_PAST}"
    rf"|{_PRESENT}|[a-z]{{2,}}s(?= (?:for|to|in|at|with|his|her|on|up|out|from)\b))(?:n[’']t)?\b(?! (?:{_SCHOLARLY})\b)"
)
"""What somebody, or something, does."""
