import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerClass } from '#customers/events.js';
import type { ExchangeRow } from './exchange-files.js';
import { randomFor } from './random.js';

// All invented. No area code begins with 000, so no telephone rings anywhere.
const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '欧阳', '司马'];
const GIVEN_NAMES = ['秀英', '伟', '芳', '敏', '静', '建国', '丽华', '强', '磊', '洋', '晓燕', '志明', '海涛', '玉兰', '𬀩', '子涵'];
const PLACES = ['云岭', '清河', '东山', '白石', '长桥', '金沙', '双溪', '北港'];
const TRADES = ['机械', '纺织', '食品', '水泥', '化工', '电子', '物流', '冶金'];
const FOREIGN = ['Harbour Mills, Ltd.', 'Northgate "Polar" Cold Stores', 'Blue Heron Ceramics', 'Old Quay Foundry, Inc.'];
const REGIONS = ['城东', '城西', '滨江', '开发区', '云岭县'];
const SEGMENTS: Record<CustomerClass, readonly (readonly [string, number])[]> = {
  power: [['industrial', 50], ['commercial', 30], ['public', 10], ['VIP', 8], ['', 2]],
  lighting: [['residential', 85], ['shop', 10], ['VIP', 2], ['', 3]],
};

/** A row of customers.csv for an invented customer. */
export function inventCustomer(
  seed: string,
  customer: { customerNo: string; customerClass: CustomerClass; opened: Day; closedOn: string },
): ExchangeRow<'customers'> {
  const random = randomFor(seed, customer.customerNo, 'person');
  const person = random.pick(SURNAMES) + random.pick(GIVEN_NAMES);
  const company = `${random.pick(PLACES)}${random.pick(TRADES)}有限公司`;
  const foreign = random.pick(FOREIGN);
  const business = random.chance(80_000) ? foreign : company;
  const phone = `000-${String(random.below(10_000)).padStart(4, '0')}-${String(random.below(10_000)).padStart(4, '0')}`;
  const address = `${random.pick(PLACES)}路${random.between(1, 299)}号`;
  return {
    customer_no: customer.customerNo,
    name: customer.customerClass === 'power' ? business : person,
    customer_class: customer.customerClass,
    opened_on: formatDay(customer.opened),
    region: random.chance(10_000) ? '' : random.pick(REGIONS),
    segment: random.pickWeighted(SEGMENTS[customer.customerClass]),
    phone: random.chance(100_000) ? '' : phone,
    address: random.chance(50_000) ? '' : address,
    contract_no: random.chance(30_000) ? '' : `K-${customer.customerNo}`,
    closed_on: customer.closedOn,
  };
}
