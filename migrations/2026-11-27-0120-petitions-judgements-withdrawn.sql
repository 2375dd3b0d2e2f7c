-- Petitions: a judgement that is withdrawn gives the dossier's points back, so that a newer one may take them.

GRANT DELETE ON petitions_judged_dossier TO motcua_app;
