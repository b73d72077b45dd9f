import Terminal

/// A screen that is not built yet: it shows nothing and does nothing.
struct BlankScreen: ScreenBehaviour {
  static var kind: ScreenKind { .today }
  func title(_ session: Session) -> String { "" }
  mutating func load(_ session: Session) -> [Effect] { [] }
  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] { [] }
  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] { [] }
  func draw(on canvas: Canvas, _ session: Session) -> Point? { nil }
}
