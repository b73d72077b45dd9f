import Values

// Lines that wait for the customer's choice:
//
//   firm          sold: in every total
//   option        offered beside: in no total until it is taken
//   alternative   offered instead of the line `choiceOf`: taking it drops that line and its rivals

/// What a customer takes of a quote: everything firm and nothing else where nothing is said.
public struct TakenLines: Hashable, Sendable {
  /// Options and alternatives taken, by number of line.
  public var chosen: Set<Int>
  /// Quantities as typed, of lines taken in part; zero = the line is not taken.
  public var quantities: [Int: Quantity]

  /// A selection.
  public init(chosen: Set<Int> = [], quantities: [Int: Quantity] = [:]) {
    self.chosen = chosen
    self.quantities = quantities
  }

  /// The quote as it is offered: all firm lines, no option.
  public static let asOffered = TakenLines()
}

/// Why a selection is none of this quote.
public enum ChoiceProblem: Error, Hashable, Sendable {
  /// No product line of that number.
  case noSuchLine(Int)
  /// The line is sold already: there is nothing to choose.
  case notOffered(Int)
  /// Two alternatives of one line.
  case rivals(Int, Int)
  /// More than is offered, or the wrong way round.
  case tooMuch(Int, offered: Quantity)
  /// Nothing would be left to order.
  case nothingTaken
  /// A closed set is taken whole or not at all; the number of its line.
  case setIsWhole(Int)
  /// A figure too large.
  case overflow
}

extension QuoteDraft {
  /// Names for each alternative the line it would replace: the one above it, or that one's own. An
  /// alternative whose line is gone, or that has none above, is an option.
  public mutating func settleChoices() {
    settleSets()
    guard lines.indices.contains(where: { !lines[$0].isPlain }) else { return }
    var above: Int?
    for place in lines.indices where lines[place].isProduct {
      // A line that is right is left alone: it stays the one that other copies share.
      switch lines[place].row.choice {
      case .firm, .option:
        if lines[place].row.choiceOf != nil { lines[place].row.choiceOf = nil }
        above = lines[place].number
      case .alternative:
        let asked = lines[place].row.choiceOf
        let named = asked.flatMap { number in
          lines.first { $0.number == number && $0.isProduct && $0.row.choice != .alternative }
        }
        let base = named?.number ?? (asked == nil ? above : nil)
        if base != asked { lines[place].row.choiceOf = base }
        if base == nil { lines[place].row.choice = .option }
      }
    }
  }

  /// The lines that wait for a choice, in the order of the document.
  public var offers: [QuoteDraftLine] { lines.filter { $0.isProduct && $0.row.choice != .firm } }

  /// The quote as it is ordered, and what stays quoted; nil = nothing does.
  ///
  /// Taken lines are firm in what is ordered. Prices stay as they were agreed, whatever the quantity:
  /// the customer accepts what was offered to him.
  public func taking(
    _ taken: TakenLines
  ) throws(ChoiceProblem) -> (ordered: QuoteDraft, rest: QuoteDraft?) {
    let taken = try expandingSets(taken)
    try check(taken)
    let replaced = Set(
      lines.filter { taken.chosen.contains($0.number) }.compactMap(\.row.choiceOf))
    var ordered = self
    var rest = self
    ordered.lines = []
    rest.lines = []
    for line in lines {
      guard line.isProduct else {
        ordered.lines.append(line)
        rest.lines.append(line)
        continue
      }
      let number = line.number
      let isTaken =
        line.row.choice == .firm ? !replaced.contains(number) : taken.chosen.contains(number)
      guard isTaken else {
        if line.row.choice != .firm { rest.lines.append(line) }
        continue
      }
      let whole = line.row.typedQuantity
      let part = taken.quantities[number] ?? whole
      if part != .zero { ordered.lines.append(try line.ordered(part)) }
      if part != whole { rest.lines.append(try line.keeping(whole - part)) }
    }
    guard ordered.lines.contains(where: \.isProduct) else { throw .nothingTaken }
    try settleSets(of: &ordered, and: &rest)
    rest.settleChoices()
    return (ordered, rest.lines.contains(where: \.isCounted) ? rest : nil)
  }

  private func check(_ taken: TakenLines) throws(ChoiceProblem) {
    var rivals: [Int: Int] = [:]
    for number in taken.chosen.sorted() {
      guard let line = self[line: number], line.isProduct else { throw .noSuchLine(number) }
      guard line.row.choice != .firm else { throw .notOffered(number) }
      guard let base = line.row.choiceOf else { continue }
      if let rival = rivals[base] { throw .rivals(rival, number) }
      rivals[base] = number
      if taken.chosen.contains(base) { throw .rivals(base, number) }
    }
    for (number, part) in taken.quantities.sorted(by: { $0.key < $1.key }) {
      guard let line = self[line: number], line.isProduct else { throw .noSuchLine(number) }
      let offered = line.row.typedQuantity
      let isWithin =
        offered < .zero ? part >= offered && part <= .zero : part >= .zero && part <= offered
      guard isWithin else { throw .tooMuch(number, offered: offered) }
    }
  }
}

extension QuoteDraftLine {
  /// The line as it is ordered: firm, in that quantity.
  fileprivate func ordered(_ part: Quantity) throws(ChoiceProblem) -> QuoteDraftLine {
    var line = try keeping(part)
    line.row.choice = .firm
    line.row.choiceOf = nil
    return line
  }

  /// The line in another quantity of the same unit, at the same price.
  fileprivate func keeping(_ part: Quantity) throws(ChoiceProblem) -> QuoteDraftLine {
    guard part != row.typedQuantity else { return self }
    var line = self
    line.row.typedQuantity = part
    let base = Int128(row.quantity.thousandths) * Int128(part.thousandths)
    let scaled = roundHalfAwayFromZero(base, Int128(row.typedQuantity.thousandths))
    guard let thousandths = try? Int64(narrowing: scaled) else { throw .overflow }
    line.row.quantity = Quantity(thousandths: thousandths)
    return line
  }
}

/// A section of a quote: what stands under its heading, up to the next one.
public struct SectionTotal: Hashable, Sendable {
  /// Number of the line of its heading.
  public let heading: Int
  /// Its words.
  public let title: String
  /// Σ of its counted lines, before the document discount.
  public let net: Amount
  /// Number of its last line.
  public let last: Int
}
