/** Thrown if the client is to get no answer at all: its connection is closed. */
export class DroppedConnection extends Error {
  override readonly name = 'DroppedConnection';
}
