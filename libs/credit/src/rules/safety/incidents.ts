import type { IncidentFact } from '../../case-file/case-file.js';

/** A cascade trip without a wide outage is an ordinary accident (domain.md §3.3, 8). */
export const isOrdinary = (incident: IncidentFact): boolean => incident.kind === 'electrical_accident' || !incident.wide;

export const isWideBranchTrip = (incident: IncidentFact): boolean => incident.kind === 'cascade_trip_branch' && incident.wide;

export const isWideSubstationTrip = (incident: IncidentFact): boolean =>
  incident.kind === 'cascade_trip_substation' && incident.wide;
