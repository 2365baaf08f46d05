import { dayFrom, monthsAfter, type Day } from './naive-days.js';
import { groups, knownOn, monthsAfterEnd, type NaiveEntry } from './naive-entry.js';
import type { NaiveFacts, Row } from './naive-facts.js';
import { fraction } from './naive-fraction.js';

/** SAF-01 to SAF-08 on V, those that are live and those that no longer are. */
export function safetyEntries(facts: NaiveFacts, v: Day): NaiveEntry[] {
  const incidents = (facts.safety_incidents ?? []).filter((row) => knownOn(row.occurred_on, v) !== null);
  return [
    ...incidents.flatMap((row) => incidentEntries(row, v)),
    ...branchTrips(incidents),
    ...(facts.safety_findings ?? []).flatMap((row) => findingEntries(row, v)),
    ...(facts.safety_awards ?? []).flatMap((row) => awardEntries(row, incidents, v)),
  ];
}

// "Empty wide_outage is false (it matters for cascade trips only)"
const isWide = (row: Row, kind: string): boolean => row.kind === kind && row.wide_outage === 'true';

function incidentEntries(row: Row, v: Day): NaiveEntry[] {
  const result: NaiveEntry[] = [];
  // "under every rule an accident counts from the day it occurred"
  const occurred = dayFrom(row.occurred_on);
  const documents = [row.incident_no];
  if (isWide(row, 'cascade_trip_substation')) {
    // SAF-04: −20, from "the accident", "48 after it"
    result.push({ rule: 'SAF-04', points: fraction(-20), since: occurred, until: monthsAfter(occurred, 48), documents });
  } else if (!isWide(row, 'cascade_trip_branch')) {
    // SAF-01: −5, "48 after it"; "A cascade trip without a wide outage is an ordinary accident (SAF-01)."
    result.push({ rule: 'SAF-01', points: fraction(-5), since: occurred, until: monthsAfter(occurred, 48), documents });
  }
  // SAF-05: −10, from "the day the concealment was found", "48 after the finding"
  const concealed = knownOn(row.concealed_found_on, v);
  if (concealed !== null) {
    result.push({ rule: 'SAF-05', points: fraction(-10), since: concealed, until: monthsAfter(concealed, 48), documents });
  }
  return result;
}

/** "accidents of that kind, each at most 12 months after the one before, form a group: −10 for one, −20 in all for more" */
function branchTrips(incidents: readonly Row[]): NaiveEntry[] {
  const trips = incidents
    .filter((row) => isWide(row, 'cascade_trip_branch'))
    .map((row) => ({ day: dayFrom(row.occurred_on), number: row.incident_no }));
  return groups(trips).map((group) => ({
    rule: group.length === 1 ? 'SAF-02' : 'SAF-03',
    points: fraction(group.length === 1 ? -10 : -20),
    // "the accident", "the group's first"; "48 after the group's last"
    since: group[0].day,
    until: monthsAfter(group.at(-1)!.day, 48),
    documents: group.map((trip) => trip.number),
  }));
}

function findingEntries(row: Row, v: Day): NaiveEntry[] {
  // SAF-06: −5 per person, SAF-07: −5; from "the finding", "48 after rectification"
  const found = knownOn(row.found_on, v);
  if (found === null) return [];
  const until = monthsAfterEnd(knownOn(row.rectified_on, v), 48);
  const documents = [row.finding_no];
  if (row.kind === 'deficient_procedures') return [{ rule: 'SAF-07', points: fraction(-5), since: found, until, documents }];
  // "empty persons is 1 (it matters for unqualified_electrician only)"
  const persons = row.persons ? BigInt(row.persons) : 1n;
  return [{ rule: 'SAF-06', points: fraction(-5n * persons), since: found, until, documents }];
}

function awardEntries(row: Row, incidents: readonly Row[], v: Day): NaiveEntry[] {
  // SAF-08: +10, from "approval", "36 after approval"
  const approved = knownOn(row.approved_on, v);
  if (approved === null) return [];
  const from = dayFrom(row.period_from);
  const to = dayFrom(row.period_to);
  // "granted if period_to is on or after the day before period_from + 36 months and no accident of any kind occurred from
  // period_from through period_to (facts known on V)"
  const longEnough = to >= monthsAfter(from, 36) - 1;
  const accidents = incidents.filter((incident) => from <= dayFrom(incident.occurred_on) && dayFrom(incident.occurred_on) <= to);
  if (!longEnough || accidents.length > 0) return [];
  return [{ rule: 'SAF-08', points: fraction(10), since: approved, until: monthsAfter(approved, 36), documents: [row.award_no] }];
}
