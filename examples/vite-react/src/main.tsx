import { PlazaProvider } from "@plaza/sdk/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { plaza } from "./house.ts";
import "./style.css";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root.");

createRoot(place).render(
  <QueryClientProvider client={new QueryClient()}>
    <PlazaProvider plaza={plaza}>
      <App />
    </PlazaProvider>
  </QueryClientProvider>,
);
