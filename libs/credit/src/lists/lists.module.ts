import { Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { READ_MODELS_FIRST } from '#platform/open-pool.js';
import { DATABASE } from '#platform/tokens.js';
import { CreditModule } from '../credit.module.js';
import { CustomerList } from './customer-list.js';
import { LedgerOfToday } from './ledger-entity.js';
import { LedgerList } from './ledger-list.js';

const CONNECTIONS = 4;

/** Lists for operators. Its connections may only read: tables are made by the projections, never by an entity. */
@Module({
  imports: [
    CreditModule,
    TypeOrmModule.forRootAsync({
      inject: [DATABASE],
      useFactory: ({ options }: pg.Pool) => ({
        type: 'postgres' as const,
        ...(options.connectionString === undefined
          ? { host: options.host, port: options.port, username: options.user, password: options.password as string, database: options.database }
          : { url: options.connectionString }),
        entities: [LedgerOfToday],
        synchronize: false,
        migrationsRun: false,
        logging: false,
        retryAttempts: 0,
        installExtensions: false,
        applicationName: 'gridledger lists',
        poolSize: CONNECTIONS,
        extra: { options: `${READ_MODELS_FIRST} -c default_transaction_read_only=on` },
      }),
    }),
  ],
  providers: [LedgerList, CustomerList],
  exports: [CustomerList],
})
export class ListsModule implements BeforeApplicationShutdown {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Before the platform closes the pool and lets go of the embedded server. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
