import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Glyph } from "../ui/Glyph.tsx";
import { Empty, Trouble } from "../ui/Trouble.tsx";

/** An address that leads nowhere. */
export function Lost(): ReactNode {
  return (
    <Empty picture={<Glyph name="gate" />} title="This gate leads nowhere">
      <title>Not found · Plaza</title>
      <p>The address may be mistyped, or what stood here is gone.</p>
      <Link to="/" className="btn btn-gold">
        Back to the market
      </Link>
    </Empty>
  );
}

/** A page that broke: says so and offers to load it anew. */
export function Crashed({ error }: { error: unknown }): ReactNode {
  return <Trouble error={error} title="This page broke" onRetry={() => window.location.reload()} />;
}
