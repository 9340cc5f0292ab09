"""Which language a text is in: by its script, then by the small words it uses."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re
from collections import Counter

STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the a an and or of to in is are was were be been for on with that this it as at by from has have had not"
        " we our you your their they its will would can could which who what when where how but if than then so also"
        " into over up about after all more most other some such no only own same too very just do does did i he she"
        " his her them these those there here each both between during before through under again while because may"
        " might should must one two us any many much per via within without still now",
        "de": "der die das und oder in zu den von mit ist sind war waren für auf ein eine einer eines einem einen im am"
        " dem des nicht als auch es sich wir sie ich ihr unser unsere wird werden wurde wurden hat haben hatte bei nach"
        " aus um an durch über unter zum zur dass wenn aber nur noch so wie was wer mehr sehr kann können soll vor bis"
        " gegen ohne sein seine ihre diese dieser dieses sowie pro zwischen",
        "fr": "le la les l un une des du de d et ou en à au aux est sont était ont a pour dans sur avec que qui ne pas"
        " par plus ce cette ces son sa ses leur leurs nous vous ils elle elles il on se s y mais si comme être avoir"
        " fait sans sous entre afin dont où tout tous très aussi",
        "es": "el la los las un una unos unas de del y o en a al es son era fue han ha para por con que no se su sus lo"
        " le como más pero si este esta estos estas ese esa entre sobre sin hasta desde también muy ya nos nuestro"
        " nuestra hay ser están está",
        "it": "il lo la i gli le un una uno di del della dei delle e o in a al alla è sono era per con che non si su da"
        " dal dalla nel nella come più ma se questo questa questi anche ha hanno ci suo sua loro tra fra essere",
        "pt": "o a os as um uma uns umas de do da dos das e ou em no na nos nas é são era foi para por com que não se"
        " seu sua seus suas como mais mas ao à este esta isso entre sobre sem até também já muito tem pelo pela ser",
        "nl": "de het een en of van in te is zijn was waren voor op met dat die dit niet als ook er we wij ze zij hun"
        " ons onze wordt worden werd naar uit om aan door over bij maar kan meer dan nog wel geen tot tussen heeft",
        "sv": "och att det som en ett på är av för med den till inte om har de vi var från kan men eller när sig så ska"
        " också efter under mellan mer sin sina vårt vår",
        "da": "og at det som en et på er af for med den til ikke om har de vi var fra kan men eller når sig så skal"
        " også efter under mellem mere sin blev vores være",
        "fi": "ja on ei että se oli ovat kun joka myös mutta tai kuin niin hän ne tämä sen olla mukaan sekä vuonna"
        " ole jos vain",
        "pl": "i w na z do się nie to jest że o jak za od po przez dla są ale oraz był była być także tym tego może ich"
        " jego przy lub",
        "cs": "a v na se je že s z do o to jako pro jsou ale by od po i k který které byl byla při nebo také jeho této",
        "tr": "ve bir bu da de için ile olarak olan daha çok en ne gibi var değil ancak kadar sonra her ya veya olduğu",
        "ru": "и в во не на с со что как к ко по из у за от о об для это этот эта эти того этого он она они оно его её их мы"
        " наш наша наши вы я был была было были есть будет будут быть при до под над между через также уже ещё или если"
        " но а же бы ли то так более менее все всё всех который которая которые которых где когда чем",
        "uk": "і й в у не на з із зі що як до по від за для це цей ця ці того він вона вони воно його її їх ми наш наша ви"
        " я був була було були є буде бути при під над між через також вже ще або якщо але а же би то так все всіх який"
        " яка які яких де коли ніж",
        "el": "ο η το οι τα του της των τον την τους τις και να σε στο στη στην στον στα στις στους με για από που πως ότι"
        " δεν μην είναι ήταν θα έχει έχουν είχε ως κατά μετά πριν αλλά ή αν όπως πιο πολύ όλα αυτό αυτή αυτά ένα μια"
        " μία ένας τη πλέον",
        "ar": "في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن أن إن كان كانت يكون هو هي هم نحن أو ثم قد"
        " كل بعض بين بعد قبل عند حتى كما لكن أي غير منذ خلال نحو وقد وهو وهي",
        "he": "של על את עם אל מן לא גם כי אם או אך אבל זה זו זאת אלה הוא היא הם הן אנחנו אני היה הייתה היו יש אין כל בין"
        " אחרי לפני עד יותר פחות רק כמו אשר מה מי",
        "hi": "का के की को में से पर और है हैं था थे थी हो होता होती कि यह ये वह वे इस इन उस उन एक भी नहीं ने तक लिए साथ जो"
        " तो ही अब या कर रहा रही रहे गया गई गए कुछ सभी हर",
        "ko": "및 또는 그리고 그러나 하지만 또한 이 그 저 것 수 등 더 가장 대한 위한 통해 따라 있다 없다 한다 된다 이다 했다 됐다 중",
        "ro": "și de la în a al cu pe este sunt că nu pentru din care o un mai prin sau dar după fost au acest această",
    }.items()
}
"""Function words of each language, lower case: to tell languages apart and to leave out of keywords."""

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("ru", "\u0400-\u04ff"),
)
_SCRIPT_RES = tuple((code, re.compile(f"[{span}]")) for code, span in _SCRIPTS)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")

_NAMES: dict[str, str] = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es", "español": "es", "espanol": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "swedish": "sv", "danish": "da", "finnish": "fi",
    "polish": "pl", "polski": "pl", "czech": "cs", "turkish": "tr", "türkçe": "tr", "romanian": "ro",
    "russian": "ru", "русский": "ru", "ukrainian": "uk", "chinese": "zh", "中文": "zh", "japanese": "ja",
    "日本語": "ja", "korean": "ko", "한국어": "ko", "arabic": "ar", "hebrew": "he", "greek": "el", "thai": "th",
    "hindi": "hi",
}  # fmt: skip


def detect(text: str, default: str = "en") -> str:
    """Return the BCP-47 code of the language that `text` is most likely in, `default` when it cannot be told."""
    sample = text[:20_000]
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPT_RES}
    latin = len(_LATIN.findall(sample))
    # An ideograph says about as much as two letters. Japanese mixes kana with Chinese characters, so kana decide.
    if counts["ja"] * 12 > counts["zh"] and 2 * (counts["ja"] + counts["zh"]) > latin and counts["ja"]:
        return "ja"
    code, most = max(counts.items(), key=lambda pair: pair[1])
    weight = 2 if code in {"zh", "ja", "ko"} else 1
    if most and most * weight > latin:
        if code == "ru" and re.search("[іїєґІЇЄҐ]", sample):
            return "uk"
        return code
    # A single letter is as often a name or a unit as a word.
    words = Counter(word.lower() for word in _WORD.findall(sample) if len(word) > 1)
    scores = {lang: sum(words[w] for w in stops) for lang, stops in STOP_WORDS.items()}
    best, score = max(scores.items(), key=lambda pair: (pair[1], pair[0] == default))
    return best if score >= 2 else default


def language_code(name: str | None) -> str | None:
    """Return the BCP-47 code for a code or for a language's name, lower-case primary tag first; None when unknown."""
    if not name:
        return None
    wanted = name.strip().lower()
    if wanted in _NAMES:
        return _NAMES[wanted]
    if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", wanted):
        primary, *rest = re.split("[-_]", name.strip())
        return "-".join([primary.lower(), *rest])
    first = re.split(r"[\s(,/]", wanted)[0]
    return _NAMES.get(first)


def stop_words(language: str) -> frozenset[str]:
    """Return the function words of `language`; those of English when there is no list."""
    return STOP_WORDS.get(language.partition("-")[0], STOP_WORDS["en"])
