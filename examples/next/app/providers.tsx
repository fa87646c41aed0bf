"use client";

import { createGraphqlClient } from "@plaza/sdk/graphql";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";

const Graphql = createContext(createGraphqlClient({ url: "http://127.0.0.1:42069/graphql" }));

/** The indexer, where the server said that it is. */
export const useGraphql = () => useContext(Graphql);

/** A page that also buys gives `PlazaProvider` of `@plaza/sdk/react` its wallet here; see the example vite-react. */
export function Providers({ graphqlUrl, children }: { graphqlUrl: string; children: ReactNode }) {
  const [queries] = useState(() => new QueryClient());
  const [graphql] = useState(() => createGraphqlClient({ url: graphqlUrl }));
  return (
    <QueryClientProvider client={queries}>
      <Graphql value={graphql}>{children}</Graphql>
    </QueryClientProvider>
  );
}
