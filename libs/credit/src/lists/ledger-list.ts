import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { formatDay, type Day } from '#platform/kernel/day.js';
import { CREDIT_IS_EVEN, CREDIT_POSITION } from '../ledger/credit.projection.js';
import { GRADES, type Grade } from '../rules/rule-ids.js';
import { LedgerOfToday } from './ledger-entity.js';
import type { Criteria, Paging, Sort, SortField } from './list-question.js';
import type { ListRow } from './list-row.js';

/** A page of a list with what it rests on. */
export interface ListPage {
  readonly position: number;
  readonly total: number;
  readonly rows: readonly ListRow[];
}

/** Customers by grade on the ledger's day. */
export interface GradeCounts {
  readonly day: string;
  readonly counts: readonly { readonly grade: Grade; readonly customers: number }[];
}

interface Stand {
  readonly day: string;
  readonly position: string;
  readonly even: boolean;
}
const STAND = `SELECT day::text AS day, ${CREDIT_POSITION}::text AS position, ${CREDIT_IS_EVEN} AS even FROM ledger_day_v2 AS stood WHERE stood.position <= ${CREDIT_POSITION} ORDER BY stood.position DESC LIMIT 1`;

const COLUMN: Readonly<Record<SortField, string>> = {
  customer_no: 'ledger.customerNo',
  total: 'ledger.total',
  next_change_on: 'ledger.nextChangeOn',
  open_arrears_fen: 'ledger.openArrearsFen',
  oldest_due_on: 'ledger.oldestDueOn',
};

/** Lists out of the read model of today's scores. */
@Injectable()
export class LedgerList {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** A page of the list on `day`, without some customers; null where the ledger stands on another day, or not wholly at one position. Count, rows and position are of one moment. */
  page(day: Day, criteria: Criteria, sort: Sort, { page, size }: Paging, without: readonly string[] = []): Promise<ListPage | null> {
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      // Before the snapshot is taken, so that a switch of the tables comes wholly before or after it.
      await manager.query('LOCK TABLE ledger_day_v2, ledger_v2 IN ACCESS SHARE MODE');
      const [stand] = (await manager.query(STAND)) as Stand[];
      if (!stand?.even || stand.day !== formatDay(day)) return null;
      const query = restrict(manager.createQueryBuilder(LedgerOfToday, 'ledger'), criteria, day);
      if (without.length > 0) query.andWhere('ledger.customerNo <> ALL(:without)', { without });
      query
        .orderBy(COLUMN[sort.by], sort.descending ? 'DESC' : 'ASC', 'NULLS LAST')
        .offset((page - 1) * size)
        .limit(size);
      if (sort.by !== 'customer_no') query.addOrderBy(COLUMN.customer_no, 'ASC');
      const [found, total] = await query.getManyAndCount();
      return { position: Number(stand.position), total, rows: found.map(rowOf) };
    });
  }

  /** How many customers stand at each grade on the ledger's day, best grade first; null before there is a ledger, `uneven` while its partitions stand at several positions. */
  gradeCounts(regions: readonly string[] | null = null): Promise<GradeCounts | 'uneven' | null> {
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('LOCK TABLE ledger_day_v2, ledger_v2 IN ACCESS SHARE MODE');
      const [stand] = (await manager.query(STAND)) as Stand[];
      if (!stand) return null;
      if (!stand.even) return 'uneven';
      const found = await manager
        .createQueryBuilder(LedgerOfToday, 'ledger')
        .select('ledger.grade', 'grade')
        .addSelect('count(*)::int', 'customers')
        .where('(ledger.closedOn IS NULL OR ledger.closedOn >= :day) AND (:regions::text[] IS NULL OR ledger.region = ANY(:regions))', { day: stand.day, regions })
        .groupBy('ledger.grade')
        .getRawMany<{ grade: string; customers: number }>();
      return { day: stand.day, counts: GRADES.map((grade) => ({ grade, customers: found.find((one) => one.grade === grade)?.customers ?? 0 })) };
    });
  }
}

function restrict(query: SelectQueryBuilder<LedgerOfToday>, criteria: Criteria, day: Day): SelectQueryBuilder<LedgerOfToday> {
  const { grades, customerClass, region, regions, segment, veto, provisional, leastTotal, mostTotal, inArrears, changesWithinDays } = criteria;
  query.where('(ledger.closedOn IS NULL OR ledger.closedOn >= :day)', { day: formatDay(day) });
  if (grades) query.andWhere('ledger.grade = ANY(:grades)', { grades });
  if (customerClass !== undefined) query.andWhere('ledger.customerClass = :customerClass', { customerClass });
  if (region !== undefined) query.andWhere('ledger.region = :region', { region });
  if (regions) query.andWhere('ledger.region = ANY(:regions)', { regions });
  if (segment !== undefined) query.andWhere('ledger.segment = :segment', { segment });
  if (veto !== undefined) query.andWhere(veto ? `ledger.veto <> ''` : `ledger.veto = ''`);
  if (provisional !== undefined) query.andWhere('ledger.provisional = :provisional', { provisional });
  if (leastTotal !== undefined) query.andWhere('ledger.total * 100 >= :leastTotal', { leastTotal });
  if (mostTotal !== undefined) query.andWhere('ledger.total * 100 <= :mostTotal', { mostTotal });
  if (inArrears) query.andWhere('ledger.openArrearsCount > 0');
  if (changesWithinDays !== undefined) query.andWhere('ledger.nextChangeOn <= :lastDay', { lastDay: formatDay(day + changesWithinDays) });
  return query;
}

const rowOf = (ledger: LedgerOfToday): ListRow => ({
  customer_no: ledger.customerNo,
  customer_class: ledger.customerClass,
  region: ledger.region,
  segment: ledger.segment,
  com: ledger.com, saf: ledger.saf, law: ledger.law, coo: ledger.coo, ops: ledger.ops, dev: ledger.dev,
  total: ledger.total,
  grade: ledger.grade,
  veto: ledger.veto,
  provisional: ledger.provisional,
  next_change_on: ledger.nextChangeOn,
  open_arrears_count: ledger.openArrearsCount,
  open_arrears_fen: ledger.openArrearsFen,
  oldest_due_on: ledger.oldestDueOn,
});
