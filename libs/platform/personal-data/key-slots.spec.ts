import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeySlots } from './key-slots.js';

let folder: string;
let slots: KeySlots;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridledger-ring-'));
  slots = new KeySlots(folder, 'machine one');
});
afterEach(() => rmSync(folder, { recursive: true }));
const onlyFile = () => join(folder, readdirSync(folder)[0]);

describe('the secrets of the key ring', () => {
  it('are found again by whoever reads the folder, and lie open to their owner only', () => {
    const [one, two] = slots.allot([null, null]);
    const [three] = new KeySlots(folder, 'machine two').allot([null]);
    expect(new KeySlots(folder, 'machine two').secrets([two, three, one])).toEqual([two.secret, three.secret, one.secret]);
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('are overwritten in their place, the others left as they are, also when it is done twice', () => {
    const all = slots.allot([null, null, null]);
    slots.destroy([all[1]]);
    slots.destroy([all[1]]);
    expect(slots.secrets(all)).toEqual([all[0].secret, null, all[2].secret]);
    expect(readFileSync(onlyFile()).includes(all[1].secret)).toBe(false);
    expect(slots.byId().get(all[1].id)?.secret).toBeNull();
    expect(slots.byId().get(all[2].id)?.secret).toEqual(all[2].secret);
  });

  it('keep their ids when a backup brings them to another place', () => {
    const [slot] = slots.allot(['00112233445566778899aabbccddeeff']);
    expect(slots.byId().get('00112233445566778899aabbccddeeff')).toEqual(slot);
  });

  it('go on after a machine that stopped in mid-record', () => {
    const [one] = slots.allot([null]);
    appendFileSync(onlyFile(), Buffer.alloc(23, 9));
    const [two] = slots.allot([null]);
    expect(slots.secrets([one, two])).toEqual([one.secret, two.secret]);
  });

  it('of another folder, an older copy or a damaged file are told apart from erased ones', () => {
    const all = slots.allot([null, null]);
    expect(() => new KeySlots(join(folder, 'elsewhere')).secrets(all)).toThrow('cannot be opened');
    const bytes = readFileSync(onlyFile());
    writeFileSync(onlyFile(), bytes.subarray(0, 64));
    expect(() => slots.secrets(all)).toThrow('is not the one that belongs to this database');
    bytes[100] ^= 1;
    writeFileSync(onlyFile(), bytes);
    expect(() => slots.secrets(all)).toThrow('is damaged');
    slots.destroy([all[1]]);
    expect(slots.secrets(all)).toEqual([all[0].secret, null]);
  });
});
