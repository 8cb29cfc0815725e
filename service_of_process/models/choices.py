"""Choices shared by several records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from service_of_process.rules import channels, inbound, returns


class Channel(models.TextChoices):
    ENTRUSTED_HK = channels.ENTRUSTED_HK, _("Entrusted to the Hong Kong High Court")
    ENTRUSTED_MACAO = channels.ENTRUSTED_MACAO, _("Entrusted to the Macao Court of Final Appeal")
    MAIL = channels.MAIL, _("Mail")
    ELECTRONIC = channels.ELECTRONIC, _("Electronic service")
    PERSONAL = channels.PERSONAL, _("Personal service in the Mainland")
    AGENT = channels.AGENT, _("Service on the agent in the proceedings")
    REPRESENTATIVE_OFFICE = channels.REPRESENTATIVE_OFFICE, _("Service on the representative office")
    WHOLLY_OWNED = channels.WHOLLY_OWNED, _("Service on the wholly-owned enterprise")
    BRANCH = channels.BRANCH, _("Service on the branch")
    BUSINESS_AGENT = channels.BUSINESS_AGENT, _("Service on the authorised business agent")
    CODEFENDANT_ENTITY = channels.CODEFENDANT_ENTITY, _("Service on the entity that is co-defendant")
    AGREED_MODE = channels.AGREED_MODE, _("Another mode the addressee agreed to")
    LEAVING = channels.LEAVING, _("Leaving the documents (Mainland)")
    PILOT_LAWYER = channels.PILOT_LAWYER, _("Pilot: service by a Hong Kong lawyer")
    NOTICE = channels.NOTICE, _("Public notice")
    EVIDENCE_HK = channels.EVIDENCE_HK, _("Evidence entrusted to Hong Kong")
    EVIDENCE_MACAO = channels.EVIDENCE_MACAO, _("Evidence entrusted to Macao")
    INBOUND_SERVICE = channels.INBOUND_SERVICE, _("Inbound request for service")
    INBOUND_EVIDENCE = channels.INBOUND_EVIDENCE, _("Inbound request for evidence")


class LegalBasis(models.TextChoices):
    HK_ARRANGEMENT = "hk-arrangement-1999", _("Arrangement with Hong Kong on service (1999)")
    SUPREME_DIRECT = (
        "supreme-court-direct",
        _("Arrangement with Hong Kong (1999), art. 2: Supreme People's Court"),
    )
    MACAO_ARRANGEMENT = "macao-arrangement-2020", _("Arrangement with Macao (2020)")
    HKMO_3 = "hkmo-service-2009-art3", _("2009 Provisions, art. 3")
    HKMO_4 = "hkmo-service-2009-art4", _("2009 Provisions, art. 4")
    HKMO_5_1 = "hkmo-service-2009-art5-1", _("2009 Provisions, art. 5, first paragraph")
    HKMO_5_2 = "hkmo-service-2009-art5-2", _("2009 Provisions, art. 5, second paragraph")
    HKMO_7 = "hkmo-service-2009-art7", _("2009 Provisions, art. 7")
    HKMO_8 = "hkmo-service-2009-art8", _("2009 Provisions, art. 8")
    HKMO_9 = "hkmo-service-2009-art9", _("2009 Provisions, art. 9")
    HKMO_11 = "hkmo-service-2009-art11", _("2009 Provisions, art. 11")
    CPL_4 = "cpl-2023-art283-1-4", _("Civil Procedure Law, art. 283(1)(4)")
    CPL_5 = "cpl-2023-art283-1-5", _("Civil Procedure Law, art. 283(1)(5)")
    CPL_6 = "cpl-2023-art283-1-6", _("Civil Procedure Law, art. 283(1)(6)")
    CPL_7 = "cpl-2023-art283-1-7", _("Civil Procedure Law, art. 283(1)(7)")
    CPL_8 = "cpl-2023-art283-1-8", _("Civil Procedure Law, art. 283(1)(8)")
    CPL_10 = "cpl-2023-art283-1-10", _("Civil Procedure Law, art. 283(1)(10)")
    CPL_NOTICE = "cpl-2023-art283-2", _("Civil Procedure Law, art. 283, second paragraph")
    BY_CONSENT = (
        "electronic-consent",
        _("Consent: Civil Procedure Law, art. 90; Online Litigation Rules, arts 29–31"),
    )
    BY_RECEIPT = (
        "electronic-confirmed",
        _("Confirmed receipt: 2009 Provisions, art. 8; Civil Procedure Law, art. 283(1)(9)"),
    )
    HK_EVIDENCE = "hk-evidence-2017", _("Arrangement with Hong Kong on evidence (2017)")
    PRACTICE = "court-practice", _("Pilot practice of the court, by order of the judge")


class Means(models.TextChoices):
    PLATFORM = "platform", _("Official platform")
    POST = "post", _("Post")
    COURIER = "courier", _("Court courier")
    HAND = "hand", _("By hand")
    EMAIL = "email", _("E-mail")
    PORTAL = "portal", _("This portal")


class Reason(models.TextChoices):
    ADDRESS_INCOMPLETE = "address_incomplete", _("Address incomplete")
    MOVED = "moved", _("Moved away")
    NO_SUCH_PERSON = "no_such_person", _("No such person")
    ABSENT = "absent", _("Absent")
    REFUSED = "refused", _("Acceptance refused")
    COMPANY_DISSOLVED = "company_dissolved", _("Company dissolved")
    DECEASED = "deceased", _("Deceased")
    DOCUMENT_DEFECT = "document_defect", _("Defect in the documents")
    TRANSLATION_MISSING = "translation_missing", _("Translation missing")
    OUTSIDE_SCOPE = "outside_scope", _("Outside the scope of the Arrangement")
    PUBLIC_ORDER = "public_order", _("Public order or basic principles of law")
    BOUNCED = "bounced", _("Electronic address does not exist")
    SILENT = "silent", _("No answer")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SET_ASIDE = "set_aside", _("Set aside")
    OTHER = "other", _("Other reason")


class Target(models.TextChoices):
    """Periods that a court sets for itself: the rule of a clock marked ``is_practice``. Never law."""

    INBOUND_REGISTER = "practice-inbound-register", _("Register the request (target of the court)")
    INBOUND_FIRST = "practice-inbound-first", _("First attempt (target of the court)")
    INBOUND_RETURN = "practice-inbound-return", _("Send the reply back (target of the court)")
    PILOT = "practice-pilot", _("Service by the lawyer (target of the court)")


class ReturnGround(models.TextChoices):
    LETTER_DEFECT = returns.LETTER_DEFECT, _("The letter of request does not conform")
    MATERIALS_INCOMPLETE = returns.MATERIALS_INCOMPLETE, _("Material or information is incomplete")
    TRANSLATION_MISSING = returns.TRANSLATION_MISSING, _("No Chinese translation")
    OUTSIDE_SCOPE = returns.OUTSIDE_SCOPE, _("Outside the matters that the Arrangement covers")
    REFUSED_TO_ACCEPT = returns.REFUSED_TO_ACCEPT, _("The addressee refused to accept")
    WITNESS_REFUSED = returns.WITNESS_REFUSED, _("The person examined refused to testify")
    OBSTACLE = returns.OBSTACLE, _("An obstacle: address, absence or the like")
    COSTS_NOT_AGREED = returns.COSTS_NOT_AGREED, _("Costs not agreed or not advanced")
    OUTSIDE_FUNCTIONS = returns.OUTSIDE_FUNCTIONS, _("Not among the functions of a court")
    MACAO_PRINCIPLES = returns.MACAO_PRINCIPLES, _("Basic principles of law or public order of Macao")
    EXCLUSIVE_JURISDICTION = returns.EXCLUSIVE_JURISDICTION, _("Exclusive jurisdiction of the requested side")
    CAUSE_NOT_RECOGNISED = returns.CAUSE_NOT_RECOGNISED, _("The requested side knows no such cause of action")
    PUBLIC_ORDER = returns.PUBLIC_ORDER, _("Public order, as the requested side says")
    ANOTHER = returns.ANOTHER, _("Another ground")


class ReturnArticle(models.TextChoices):
    HK_3 = "hk-arrangement-1999-art3", _("Arrangement with Hong Kong on service (1999), art. 3")
    HK_5 = "hk-arrangement-1999-art5", _("Arrangement with Hong Kong on service (1999), art. 5")
    EVIDENCE_3_2 = "hk-evidence-2017-art3-2", _("Arrangement with Hong Kong on evidence (2017), art. 3(2)")
    EVIDENCE_3_3 = "hk-evidence-2017-art3-3", _("Arrangement with Hong Kong on evidence (2017), art. 3(3)")
    EVIDENCE_4 = "hk-evidence-2017-art4", _("Arrangement with Hong Kong on evidence (2017), art. 4")
    EVIDENCE_9 = "hk-evidence-2017-art9", _("Arrangement with Hong Kong on evidence (2017), art. 9")
    EVIDENCE_10_2 = "hk-evidence-2017-art10-2", _("Arrangement with Hong Kong on evidence (2017), art. 10(2)")
    EVIDENCE_10_3 = "hk-evidence-2017-art10-3", _("Arrangement with Hong Kong on evidence (2017), art. 10(3)")
    MACAO_4 = "macao-arrangement-2020-art4", _("Arrangement with Macao (2020), art. 4")
    MACAO_5 = "macao-arrangement-2020-art5", _("Arrangement with Macao (2020), art. 5")
    MACAO_8 = "macao-arrangement-2020-art8", _("Arrangement with Macao (2020), art. 8")
    MACAO_9_1 = "macao-arrangement-2020-art9-1", _("Arrangement with Macao (2020), art. 9(1): not a ground")
    MACAO_9_2 = "macao-arrangement-2020-art9-2", _("Arrangement with Macao (2020), art. 9(2)")
    MACAO_10 = "macao-arrangement-2020-art10", _("Arrangement with Macao (2020), art. 10")
    MACAO_12_2 = "macao-arrangement-2020-art12-2", _("Arrangement with Macao (2020), art. 12(2)")
    MACAO_17 = "macao-arrangement-2020-art17", _("Arrangement with Macao (2020), art. 17")
    MACAO_21_2 = "macao-arrangement-2020-art21-2", _("Arrangement with Macao (2020), art. 21(2)")
    MACAO_21_3 = "macao-arrangement-2020-art21-3", _("Arrangement with Macao (2020), art. 21(3)")


class InboundMethod(models.TextChoices):
    """How a Mainland court serves for Hong Kong or Macao. Public notice is not among them."""

    IN_PERSON = inbound.IN_PERSON, _("Handed over in person")
    ADULT_RELATIVE = inbound.BY_ADULT_RELATIVE, _("Signed for by an adult relative of the household")
    AGENT = inbound.BY_AGENT, _("Signed for by an agent or whoever receives for the entity")
    LEFT = inbound.LEFT, _("Left with witness or video")
    MAIL = inbound.BY_MAIL, _("Signed for by mail")
    ELECTRONIC = inbound.ELECTRONICALLY, _("Electronic, receipt confirmed")
    SPECIAL = inbound.SPECIALLY, _("The special method asked for")


class RefusalGround(models.TextChoices):
    """Arrangement with Macao (2020), art. 9, second paragraph, as it binds a Mainland court."""

    OUTSIDE_FUNCTIONS = inbound.OUTSIDE_FUNCTIONS, _("Outside the functions of a court")
    BASIC_PRINCIPLES = inbound.BASIC_PRINCIPLES, _("Contrary to basic principles of Mainland law")
    PUBLIC_INTEREST = inbound.PUBLIC_INTEREST, _("Contrary to the social public interest of the Mainland")


class Checked(models.TextChoices):
    """What the review of an inbound request looks at."""

    SEALED = inbound.SEALED, _("The letter bears the seal of the requesting side")
    SIGNED_OR_SEALED = inbound.SIGNED_OR_SEALED, _("The letter bears a seal or the judge's signature")
    IN_CHINESE = inbound.IN_CHINESE, _("The letter is in Chinese")
    NAMED = inbound.NAMED, _("It names the requesting authority and the person concerned")
    DETAILED_ADDRESS = inbound.DETAILED_ADDRESS, _("The address is detailed")
    NATURE = inbound.NATURE, _("The nature of the case is stated")
    TRANSLATED = inbound.TRANSLATED, _("Every document is in Chinese or has a Chinese translation")
    TWO_SETS = inbound.TWO_SETS, _("Two sets for each addressee")
    QUESTIONS = inbound.QUESTIONS, _("What is to be taken, and the questions, are stated")
