-- Why: a list of meetings says how many issues each raised and where its minutes are; after ten years each of them was looked for among all of its hamlet's. So was an official's account among everybody's.
CREATE INDEX "ChatAccount_officialId_idx" ON "ChatAccount"("officialId");

CREATE INDEX "Document_meetingId_idx" ON "Document"("meetingId");

CREATE INDEX "Issue_meetingId_idx" ON "Issue"("meetingId");
