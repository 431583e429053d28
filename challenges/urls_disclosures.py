from django.urls import path

from challenges.views import disclosures

urlpatterns = [
    path("disclosures/", disclosures.disclosures, name="disclosures"),
    path("disclosures/ask/", disclosures.ask, name="ask_disclosure"),
    path("disclosures/mine/", disclosures.told, name="disclosed"),
    path("disclosures/<int:pk>/", disclosures.disclosure, name="disclosure"),
    path("disclosures/<int:pk>/agree/", disclosures.agree, name="agree_disclosure"),
    path("disclosures/<int:pk>/withdraw/", disclosures.withdraw, name="withdraw_disclosure"),
    path("disclosures/<int:pk>/read/", disclosures.read, name="read_disclosure"),
    path("disclosures/<int:pk>/tell/", disclosures.tell, name="tell_author"),
]
