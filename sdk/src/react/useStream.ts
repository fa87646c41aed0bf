import { useEffect, useState } from "react";
import { type StreamHealth, type StreamStatus, streamHealth } from "../relayer/streamHealth.ts";

/** Opens a stream; returns a function that ends it. */
export type OpenStream = (health: Pick<StreamHealth, "onStatus" | "onActivity">) => () => void;

/** Keeps a stream open while a component is shown, and says how it stands. Another function means another stream. */
export function useStream(open: OpenStream | undefined): StreamStatus {
  const [status, setStatus] = useState<StreamStatus>("connecting");
  useEffect(() => {
    if (open === undefined) return undefined;
    setStatus("connecting");
    const { stop, ...health } = streamHealth(setStatus);
    const close = open(health);
    return () => {
      close();
      stop();
    };
  }, [open]);
  return status;
}
