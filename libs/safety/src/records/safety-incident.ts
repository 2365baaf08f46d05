import { choiceColumn, customerColumn, dayColumn, falseUnlessSaid, laterDay, numberColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

/** safety_incidents: incident_no, customer_no, kind, occurred_on, wide_outage, concealed_found_on (domain.md §4). */
export const safetyIncident = recordKind({
  kind: 'safety_incident',
  file: 'safety_incidents',
  words: 'safety incident',
  number: 'incident_no',
  columns: [
    numberColumn('incident_no'),
    customerColumn,
    choiceColumn('kind', ['electrical_accident', 'cascade_trip_branch', 'cascade_trip_substation']),
    dayColumn('occurred_on'),
    falseUnlessSaid('wide_outage'),
    laterDay('concealed_found_on', 'IncidentConcealmentFound', 'occurred_on'),
  ],
  event: 'SafetyIncidentOccurred',
  occurredOn: 'occurred_on',
});
