import { keepPreviousData } from "@tanstack/react-query";

/** What a hook's question is told besides. */
export type QueryTuning = {
  /** Whether it is asked at all. */
  enabled?: boolean | undefined;
  /** Milliseconds after which it is asked again, while it is shown. */
  refetchInterval?: number | false | undefined;
  /** Milliseconds for which an answer counts as fresh. */
  staleTime?: number | undefined;
  /** Goes on showing the answer to the question before, until there is one to this. */
  keepPrevious?: boolean | undefined;
};

/** Options of a query, tuned. */
export function tuned<options extends object>(options: options, { keepPrevious, ...tuning }: QueryTuning = {}) {
  const given = Object.fromEntries(Object.entries(tuning).filter(([, value]) => value !== undefined));
  return { ...options, ...given, ...(keepPrevious && { placeholderData: keepPreviousData }) } as options;
}
