// What mystery customers and symposia bring: evidence beside the answers, and in no index (domain.md §5.2).

/** Stream `mystery-visit-<visit_no>`. */
export interface MysteryVisitRecorded {
  type: 'MysteryVisitRecorded';
  payload: { visit_no: string; visited_on: string; region?: string; place: string; observations: string };
}
/** Stream `symposium-<symposium_no>`. */
export interface SymposiumRecorded {
  type: 'SymposiumRecorded';
  payload: { symposium_no: string; held_on: string; region?: string; topic: string; participants: number; notes: string };
}
export type FieldEvidenceEvent = MysteryVisitRecorded | SymposiumRecorded;
