import Terminal

// The one prefix: `g` and a letter goes to a screen. Any other key cancels it.

extension Model {
  static let goingLetters: [Character: ScreenKind] = [
    "j": .today, "p": .board, "d": .quotes, "c": .customers, "s": .stock, "m": .orders,
    "a": .purchases, "k": .indicators,
  ]

  /// What the letter after `g` does.
  mutating func finishGoing(_ key: Key) -> [Effect] {
    isGoing = false
    guard case .char(let letter) = key else { return [] }
    if letter == "n" { return [.ask(.notices(self))] }
    return Model.goingLetters[letter].map { [.go($0)] } ?? []
  }
}
