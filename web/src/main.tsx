// Before everything else: what a part says of itself goes over what holds for all.
import "./styles/index.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { WagmiProvider } from "wagmi";
import { wagmiConfig } from "./account/config.ts";
import { PlazaRoot } from "./account/PlazaRoot.tsx";
import { router } from "./app/router.tsx";

const queries = new QueryClient({
  // Whether somebody answers is found out by asking, for a local Plaza answers without any network.
  defaultOptions: { queries: { staleTime: 2_000, retry: 1, refetchOnWindowFocus: true, networkMode: "always" } },
});

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root.");

createRoot(place).render(
  <StrictMode>
    <WagmiProvider config={wagmiConfig} reconnectOnMount>
      <QueryClientProvider client={queries}>
        <PlazaRoot>
          <RouterProvider router={router} />
        </PlazaRoot>
      </QueryClientProvider>
    </WagmiProvider>
  </StrictMode>,
);
