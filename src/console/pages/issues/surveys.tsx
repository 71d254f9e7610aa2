import type { Instant } from '../../../kernel/time.ts'
import type { RatingLine, SurveyLine } from '../../../store/reading/surveys.ts'
import { SURVEY_STATUS } from '../../../text/statuses.ts'
import { Badge, Share, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { SCORE } from '../../words.ts'

type Round = SurveyLine & { ratings: readonly RatingLine[] }

/** `named`: whether the reader may know which household said what. */
export const Surveys = ({ rounds, now, named }: { rounds: readonly Round[]; now: Instant; named: boolean }) => (
  <>
    <h2>评议</h2>
    {rounds.length === 0 ? <p class="empty">办结以后，屋场的户来评满意不满意，每一轮都单独算。</p> : null}
    {rounds.map((s) => (
      <section class="card">
        <h3>
          第{s.round}轮：{SURVEY_STATUS[s.status]}
        </h3>
        <p>
          {s.raters === null ? (
            `${moment(s.closesAt, now)}截止${s.extended ? '（延过一次）' : ''}`
          ) : (
            <>
              满意 <Share part={s.satisfied ?? 0} base={s.raters} unit="户" />
              ，在家 {s.atHomeBase ?? '–'} 户{s.atDoor ? `，其中上门问的 ${s.atDoor} 户` : ''}
            </>
          )}
        </p>
        {s.ratings
          .filter((r) => r.score === 'dissatisfied' && r.comment)
          .map((r) => (
            <p>
              <Badge tone="bad">{SCORE.dissatisfied}</Badge> <bdi>{r.comment}</bdi>{' '}
              <span class="soft small">{named ? r.household : ''}</span>
            </p>
          ))}
        <details class="more">
          <summary>看每一条（{s.ratings.length}条，照原话）</summary>
          <Table
            label={`第${s.round}轮评议`}
            rows={s.ratings}
            empty="还没有人评。"
            columns={[
              { head: '户', cell: (r) => (named ? (r.household ?? '还没绑定') : '不显示') },
              { head: '评议', cell: (r) => <Badge tone={r.score === 'dissatisfied' ? 'bad' : 'good'}>{SCORE[r.score]}</Badge> },
              { head: '意见', cell: (r) => r.comment ?? '' },
              {
                head: '怎么来的',
                cell: (r) =>
                  r.via === 'card' ? '户码' : r.via !== 'byHand' ? '自己说的' : r.unconfirmed ? '上门问的，还没证实，不算' : '上门问的',
              },
              { head: '时间', cell: (r) => moment(r.at, now) },
            ]}
          />
        </details>
      </section>
    ))}
  </>
)
