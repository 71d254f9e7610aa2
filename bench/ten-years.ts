/** Ten years of a town, made by the database itself: what the pages are measured on. */
import type pg from 'pg'

const YEARS = 10
const FIGURES = '{"base": 30, "atHome": 26, "away": 1, "persons": 40, "needed": 24, "quorate": true}'

/** A meeting, two issues with a survey each, and twelve entries of the ledger for every hamlet and month; all made by the server itself. */
export async function tenYears(client: pg.Client): Promise<void> {
  const months = YEARS * 12
  const when = `timestamptz '2026-09-08 19:30+08' - make_interval(months => ${months} - n) + make_interval(hours => (hashtext(h.id) % 200))`
  const each = `FROM "Hamlet" h CROSS JOIN generate_series(1, ${months}) n`
  await client.query(`
    INSERT INTO "Meeting" (id, "hamletId", status, "startsAt", venue, "scheduledAt", "scheduledBy", "rsvpSince", "endedAt", "atHomeBase", topics, "atHomeIds", figures)
    SELECT 'm_' || h.id || '_' || n, h.id, 'ended', ${when}, h.venue, ${when}, 'clock', ${when}, ${when} + interval '1 hour', 30, '{}', '{}', '${FIGURES}' ${each}`)
  await client.query(`
    INSERT INTO "Motion" (id, "hamletId", "meetingId", no, text, status, "openedAt", "openedBy", "closedAt", present, approve, reject, abstain, carried, "binding", counted)
    SELECT 'v_' || h.id || '_' || n, h.id, 'm_' || h.id || '_' || n, 1, '每户出50元修路灯', 'closed', ${when}, 'clock', ${when}, 40, 34, 3, 3, true, true, 'ballots' ${each}`)
  await client.query(`
    INSERT INTO "Issue" (id, "hamletId", no, status, text, category, "raisedAt", "raisedBy", "meetingId", level, round, "reportDueOn", "reportedAt", "handledAt", "closedAt")
    SELECT 'i_' || h.id || '_' || (2 * n + k), h.id, 2 * n + k, (CASE WHEN n < ${months} THEN 'closed' WHEN k = 0 THEN 'inVillage' ELSE 'inTown' END)::"IssueStatus",
      '村口路灯坏了两盏，晚上看不见路', '设施管护', ${when}, 'clock', 'm_' || h.id || '_' || n, 'village', (CASE WHEN n < ${months} THEN 1 ELSE 0 END),
      to_char(${when} + interval '7 days', 'YYYY-MM-DD'), CASE WHEN k = 1 THEN ${when} + interval '3 days' END, CASE WHEN n < ${months} THEN ${when} + interval '4 days' END, CASE WHEN n < ${months} THEN ${when} + interval '8 days' END
    ${each} CROSS JOIN generate_series(0, 1) k`)
  await client.query(`
    INSERT INTO "DueDate" (id, "hamletId", "issueId", what, since, "dueOn", "metAt")
    SELECT 'd_' || i.id, i."hamletId", i.id, 'report', i."raisedAt", i."reportDueOn", least(i."reportedAt", i."handledAt") FROM "Issue" i WHERE i."reportDueOn" IS NOT NULL`)
  await client.query(`
    INSERT INTO "Survey" (id, "hamletId", "issueId", round, status, "openedAt", "closesAt", "closedAt", raters, satisfied, "atHomeBase")
    SELECT 's_' || i.id, i."hamletId", i.id, 1, 'passed', i."handledAt", i."closedAt", i."closedAt", 12, 10, 30 FROM "Issue" i WHERE i.status = 'closed'`)
  await client.query(`
    INSERT INTO "LedgerEntry" ("hamletId", seq, at, who, what, subject, data, "prevHash", hash)
    SELECT h.id, n * 20 + k, ${when} + make_interval(mins => k), 'clock', (CASE WHEN k = 0 THEN 'meetingEnded' ELSE 'rated' END),
      (CASE WHEN k = 0 THEN 'm_' || h.id || '_' || n ELSE 'i_' || h.id || '_' || (2 * n + k % 2) END),
      (CASE WHEN k = 0 THEN '{"figures": ${FIGURES}}' ELSE '{"score": "satisfied", "round": 1}' END)::jsonb,
      md5(h.id || n || k), md5(h.id || n || (k + 1)) ${each} CROSS JOIN generate_series(0, 11) k`)
  await client.query(`
    INSERT INTO "Outbox" (key, account, "roomId", text, priority, status, "notBefore", "createdAt", "sentAt")
    SELECT 'b/' || r.id || '/' || n, r.account, r.id, '明天上午停水', 'reminder', 'sent', s.at, s.at, s.at FROM "Room" r CROSS JOIN generate_series(1, 200) n
      CROSS JOIN LATERAL (SELECT timestamptz '2026-09-16 08:30+08' - make_interval(hours => 18 * (n - 1)) AS at) s`)
  await client.query(`
    INSERT INTO "Deadline" (id, key, "hamletId", "townId", kind, subject, "dueAt")
    SELECT 'd' || h.id, 'd' || h.id, h.id, h."townId", 'villageChase', h.id, timestamptz '2026-09-17 09:00+08' FROM "Hamlet" h`)
  await client.query(`
    INSERT INTO "Announcement" (id, "townId", kind, text, "createdAt", "createdBy")
    SELECT 'a' || n, 'town_qingshan', 'notice', '明天上午停水', now() - make_interval(days => n), 'u' FROM generate_series(1, 500) n`)
  await client.query(`
    INSERT INTO "Delivery" (id, "hamletId", "announcementId", text, receipts, at)
    SELECT 'a' || n || h.id, h.id, 'a' || n, '明天上午停水', false, now() FROM "Hamlet" h CROSS JOIN generate_series(1, 40) n`)
  await client.query('VACUUM ANALYZE')
}
