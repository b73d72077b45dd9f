/// How well a text answers a search: letters in order, with or without accents, rather at starts of words and
/// next to each other. `marci` finds « Marge cible », `aeth` finds « Constructions Æther ».
public enum Fuzzy {
  /// A text that answers.
  public struct Match: Hashable, Sendable {
    /// Greater is better. Comparable only between matches of one search.
    public var score: Int
    /// The characters of the text that matched, in order.
    public var positions: [Int]
  }

  /// The match of `pattern` in `text`, or nil. Spaces of the pattern separate words that may come in any order;
  /// an empty pattern matches everything with score 0.
  public static func match(_ pattern: String, in text: String) -> Match? {
    let characters = Array(text)
    // One entry per folded letter, with the character it comes from: Æ folds into two letters.
    var letters: [Character] = []
    var origins: [Int] = []
    for (index, character) in characters.enumerated() {
      for letter in Folding.fold(String(character)) {
        letters.append(letter)
        origins.append(index)
      }
    }
    var score = 0
    var positions: Set<Int> = []
    for word in Folding.fold(pattern).split(separator: " ") {
      guard let found = best(Array(word), in: letters) else { return nil }
      score += found.score
      positions.formUnion(found.places.map { origins[$0] })
    }
    // Between equals, the shorter text says it better.
    return Match(
      score: pattern.isEmpty ? 0 : score * 64 - min(63, letters.count),
      positions: positions.sorted())
  }

  /// The places that answer `query` best, best first, equal ones in their own order.
  public static func rank(_ pattern: String, _ texts: [String]) -> [(index: Int, match: Match)] {
    texts.enumerated().compactMap { index, text in
      match(pattern, in: text).map { (index, $0) }
    }.sorted { ($1.match.score, $0.index) < ($0.match.score, $1.index) }
  }

  /// Tries each place where the first letter stands; takes later letters greedily. Linear for each start,
  /// and names are short.
  private static func best(_ word: [Character], in letters: [Character]) -> (
    score: Int, places: [Int]
  )? {
    var best: (score: Int, places: [Int])?
    for start in letters.indices where letters[start] == word[0] {
      guard let places = follow(word, from: start, in: letters) else { break }
      let score = self.score(places, in: letters)
      if score > (best?.score ?? .min) { best = (score, places) }
    }
    return best
  }

  private static func follow(_ word: [Character], from start: Int, in letters: [Character])
    -> [Int]?
  {
    var places = [start]
    var index = start + 1
    for letter in word.dropFirst() {
      while index < letters.count, letters[index] != letter { index += 1 }
      guard index < letters.count else { return nil }
      places.append(index)
      index += 1
    }
    return places
  }

  private static func score(_ places: [Int], in letters: [Character]) -> Int {
    var score = 0
    for (order, place) in places.enumerated() {
      let startsWord = place == 0 || !(letters[place - 1].isLetter || letters[place - 1].isNumber)
      if startsWord { score += 8 }
      if order > 0 {
        let gap = place - places[order - 1] - 1
        score += gap == 0 ? 5 : -min(gap, 5)
      }
    }
    return score - min(places[0], 4)
  }
}

/// One line of a menu or of the palette.
public struct MenuEntry: Hashable, Sendable {
  /// What it does.
  public var title: String
  /// At the right: its key, its kind, or why it cannot be done.
  public var note: String
  /// Whether it can be done.
  public var isEnabled: Bool
  /// The characters of the title that matched a search.
  public var matched: [Int]

  /// A line.
  public init(_ title: String, note: String = "", enabled: Bool = true, matched: [Int] = []) {
    self.title = title
    self.note = note
    isEnabled = enabled
    self.matched = matched
  }
}

/// Lines to choose from, the current one marked.
///
///     ▌Marge cible… appliquer une marge aux lignes       m
///      Valider sous plancher                 droit manquant
public enum Menu {
  /// Draws the lines around the cursor of `list`.
  public static func draw(on canvas: Canvas, list: ListState, entry: (Int) -> MenuEntry) {
    for (y, index) in list.visible(height: canvas.height).enumerated() {
      draw(
        entry(index), on: canvas.sub(Rect(0, y, canvas.width, 1)), current: index == list.current)
    }
  }

  private static func draw(_ entry: MenuEntry, on line: Canvas, current: Bool) {
    let base: Style = entry.isEnabled ? .normal : .muted
    if current {
      line.fill(line.bounds, .selected)
      line.put("▌", 0, 0, .selected)
    }
    let noteWidth = min(entry.note.columns, line.width / 2)
    let width = max(0, line.width - 1 - (noteWidth > 0 ? noteWidth + 2 : 0))
    line.put(entry.title, in: Rect(1, 0, width, 1), base.selected(current))
    highlight(entry, on: line.sub(Rect(1, 0, width, 1)), current)
    let place = Rect(line.width - noteWidth - 1, 0, noteWidth, 1)
    line.put(entry.note, in: place, Style(.muted).selected(current), align: .right)
  }

  private static func highlight(_ entry: MenuEntry, on title: Canvas, _ current: Bool) {
    guard !entry.matched.isEmpty, entry.title.columns <= title.width else { return }
    let matched = Set(entry.matched)
    var x = 0
    for (index, character) in entry.title.enumerated() {
      let width = String(character).columns
      if matched.contains(index) {
        title.restyle(Rect(x, 0, width, 1)) { _ in
          Style.match.underline.selected(current)
        }
      }
      x += width
    }
  }
}
