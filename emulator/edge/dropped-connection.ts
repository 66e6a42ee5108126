/** Thrown by what answers a call when the client is to get no answer at all: its connection is cut. */
export class DroppedConnection extends Error {
  override readonly name = 'DroppedConnection';
}
