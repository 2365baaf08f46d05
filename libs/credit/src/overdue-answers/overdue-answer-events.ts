/** What an objection is to: a single entry, or a formal rating. */
export const OBJECTION_SUBJECTS = ['entry', 'rating'] as const;
export type ObjectionSubject = (typeof OBJECTION_SUBJECTS)[number];

/** The term for answering an objection is over, and it is not answered: the customer waits through no fault of their own. */
export interface AnswerFellOverdue {
  type: 'AnswerFellOverdue';
  payload: {
    subject: ObjectionSubject;
    /** Of the objection to an entry, or of the rating objected to. */
    id: string;
    customer_no: string;
    answer_due_on: string;
  };
}

/** One stream for each objection: it falls overdue once. */
export const overdueStream = (subject: ObjectionSubject, id: string): string => `overdue-${subject}-${id}`;
