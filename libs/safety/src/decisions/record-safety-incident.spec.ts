import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordConcealment } from './record-concealment.js';
import { recordSafetyIncident } from './record-safety-incident.js';

const input = { incident_no: 'I1', customer_no: 'C1', kind: 'cascade_trip_branch', occurred_on: '2023-05-06', wide_outage: true };
const incident: Told = ['SafetyIncidentOccurred', { incident_no: 'I1', kind: 'cascade_trip_branch', occurred_on: '2023-05-06', wide_outage: true }];
const concealed: Told = ['IncidentConcealmentFound', { incident_no: 'I1', concealed_found_on: '2023-06-01' }];

describe('RecordSafetyIncident', () => {
  it('takes a wide outage that is left out as false, and compares it so', () => {
    const { wide_outage: _, ...silent } = input;
    const narrow: Told = ['SafetyIncidentOccurred', { ...incident[1], wide_outage: false }];
    given().when(recordSafetyIncident, silent).then(narrow);
    given(narrow).when(recordSafetyIncident, { ...input, wide_outage: false }).thenNothing();
    given(narrow).when(recordSafetyIncident, input).thenRefused('number-reused');
  });

  it('records the concealment with it, or later, or not at all where it is known', () => {
    given().when(recordSafetyIncident, { ...input, concealed_found_on: '2023-06-01' }).then(incident, concealed);
    given(incident).when(recordSafetyIncident, { ...input, concealed_found_on: '2023-06-01' }).then(concealed);
    given(incident, concealed).when(recordSafetyIncident, input).thenNothing();
    given(incident, concealed).when(recordSafetyIncident, { ...input, concealed_found_on: '2023-06-02' }).thenRefused('number-reused');
  });

  it('refuses a kind it does not know', () => {
    given().when(recordSafetyIncident, { ...input, kind: 'fire' }).thenRefused('malformed-field');
  });
});

describe('RecordConcealment', () => {
  it('records the day, not before the accident, and only of an incident that stands', () => {
    given(incident).when(recordConcealment, { incident_no: 'I1', concealed_found_on: '2023-06-01' }).then(concealed);
    given(incident).when(recordConcealment, { incident_no: 'I1', concealed_found_on: '2023-05-05' }).thenRefused('too-early');
    given().when(recordConcealment, { incident_no: 'I1', concealed_found_on: '2023-06-01' }).thenRefused('unknown-safety-incident');
    given(incident, concealed).when(recordConcealment, { incident_no: 'I1', concealed_found_on: '2023-06-01' }).thenNothing();
  });
});
