/** Marks fields that read more rows than they return; the query's limits count them. */
export const AGGREGATE = { extensions: { aggregate: true } };
