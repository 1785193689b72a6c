/** A part of the page with its own element. */
export interface View {
  readonly element: HTMLElement;
  /** Once a second, for ages. */
  tick?(): void;
  /** Ends subscriptions and requests. */
  destroy(): void;
}
