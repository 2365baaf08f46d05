import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The credit projection's table of today's scores, read only: the projection alone makes and writes it. PostgreSQL's
 * numeric and bigint come as text, so that nothing is lost.
 */
@Entity({ name: 'ledger_v2', synchronize: false })
export class LedgerOfToday {
  @PrimaryColumn({ name: 'customer_no', type: 'text' })
  customerNo!: string;

  @Column({ name: 'customer_class', type: 'text' })
  customerClass!: string;

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ type: 'text', nullable: true })
  segment!: string | null;

  @Column({ name: 'closed_on', type: 'date', nullable: true })
  closedOn!: string | null;

  @Column({ type: 'numeric', nullable: true })
  com!: string | null;

  @Column({ type: 'numeric', nullable: true })
  saf!: string | null;

  @Column({ type: 'numeric', nullable: true })
  law!: string | null;

  @Column({ type: 'numeric', nullable: true })
  coo!: string | null;

  @Column({ type: 'numeric', nullable: true })
  ops!: string | null;

  @Column({ type: 'numeric', nullable: true })
  dev!: string | null;

  @Column({ type: 'numeric' })
  total!: string;

  @Column({ type: 'text' })
  grade!: string;

  @Column({ type: 'text' })
  veto!: string;

  @Column({ type: 'boolean' })
  provisional!: boolean;

  @Column({ name: 'next_change_on', type: 'date', nullable: true })
  nextChangeOn!: string | null;

  @Column({ name: 'open_arrears_count', type: 'integer' })
  openArrearsCount!: number;

  @Column({ name: 'open_arrears_fen', type: 'bigint' })
  openArrearsFen!: string;

  @Column({ name: 'oldest_due_on', type: 'date', nullable: true })
  oldestDueOn!: string | null;
}
