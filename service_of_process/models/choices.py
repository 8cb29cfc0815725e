"""Choices shared by several records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from service_of_process.rules import channels


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
    REFUSED = "refused", _("Refused")
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
