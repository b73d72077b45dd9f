/// What comes from the user.
public enum InputEvent: Hashable, Sendable {
  /// A key.
  case key(Key)
  /// A whole paste, as one text with `\n` line ends. It never runs keys.
  case paste(String)
  /// The mouse.
  case mouse(MouseEvent)
  /// The window has another size.
  case resize(Size)
}

/// A press of the left button or a turn of the wheel.
public struct MouseEvent: Hashable, Sendable {
  /// What happened.
  public enum Action: Hashable, Sendable {
    /// The left button; the count is 2 for a double click.
    case press(count: Int)
    /// The wheel, away from the user.
    case wheelUp
    /// The wheel, towards the user.
    case wheelDown
  }

  /// What happened.
  public var action: Action
  /// Where, in cells of the frame.
  public var point: Point

  /// An event at a place.
  public init(_ action: Action, at point: Point) {
    self.action = action
    self.point = point
  }
}

/// Counts clicks from their times, because terminals only report presses.
public struct ClickCounter: Sendable {
  /// Two presses on one cell within this time are a double click, in milliseconds.
  public static let intervalMs: UInt64 = 350
  private var last: (point: Point, atMs: UInt64, count: Int)?

  /// Nothing pressed yet.
  public init() {}

  /// How many presses in a row this one makes: 1, or 2 for a double click.
  public mutating func press(_ point: Point, atMs: UInt64) -> Int {
    var count = 1
    if let last, last.point == point, last.count == 1, atMs &- last.atMs <= Self.intervalMs {
      count = 2
    }
    last = (point, atMs, count)
    return count
  }
}
