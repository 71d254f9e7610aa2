-- Why: The desk's lists run over all hamlets and ten years: by start, by day, by status, each with the index that its order needs.

-- CreateIndex
CREATE INDEX "Inbox_account_externalRoomId_receivedAt_idx" ON "Inbox"("account", "externalRoomId", "receivedAt");

-- CreateIndex
CREATE INDEX "Issue_status_idx" ON "Issue"("status");

-- CreateIndex
CREATE INDEX "Issue_raisedAt_idx" ON "Issue"("raisedAt");

-- CreateIndex
CREATE INDEX "Issue_reportDueOn_idx" ON "Issue"("reportDueOn");

-- CreateIndex
CREATE INDEX "Issue_assignDueOn_idx" ON "Issue"("assignDueOn");

-- CreateIndex
CREATE INDEX "Meeting_startsAt_idx" ON "Meeting"("startsAt");

-- CreateIndex
CREATE INDEX "Motion_closedAt_idx" ON "Motion"("closedAt");

-- CreateIndex
CREATE INDEX "Outbox_roomId_status_idx" ON "Outbox"("roomId", "status");

-- CreateIndex
CREATE INDEX "Survey_openedAt_idx" ON "Survey"("openedAt");

-- CreateIndex
CREATE INDEX "Survey_closedAt_idx" ON "Survey"("closedAt");
