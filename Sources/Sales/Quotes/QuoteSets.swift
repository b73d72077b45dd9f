import Values

// Product sets on a document (features.md F046):
//
//   3 × Kit de fixation        words with a set code; typed quantity = number of sets, base quantity zero
//     ├ 300 VIS-A2-5X40        product lines that name the words' line (`setOf`): price, cost, floor,
//     ├ 300 CHEV-8             stock, reservation and delivery are theirs, as of any other line
//     └ + texte                words of the set
//
// The price of a set is the sum of its lines and is stored nowhere else. Closed, its papers show one line
// with that sum.

extension QuoteLine {
  /// Whether the line begins a set.
  public var isSet: Bool { kind == .comment && !setCode.isEmpty }
}

extension OrderLine {
  /// Whether the line begins a set.
  public var isSet: Bool { kind == .comment && !setCode.isEmpty }
}

/// What a set of a document comes to.
public struct SetTotal: Sendable, Hashable {
  /// Number of the line that begins it.
  public let line: Int
  /// How many sets.
  public let count: Quantity
  /// Whether papers show it as one line.
  public let isClosed: Bool
  /// Sold, or only offered: in no total until it is taken.
  public let choice: LineChoice
  /// Numbers of the product lines that make its price, in the order of the document.
  public let parts: [Int]
  /// Σ of their amounts, before the document discount, in the document's currency.
  public let net: Amount
  /// The same in the company's currency: what the margin is counted in.
  public let companyNet: Amount
  /// Σ of their eco-contributions.
  public let eco: Amount
  /// Σ of their costs; nil = one is unknown or not shown.
  public let cost: Amount?

  /// What it earns.
  public var margin: LineMargin { LineMargin(net: companyNet, cost: cost) }

  /// The price of one set, where it is exact to the ten-thousandth; nil = only the whole has a price.
  public func price(minorUnits: Int64) -> UnitPrice? {
    let scale = Int128(10_000_000 / minorUnits)
    guard count != .zero else { return nil }
    let (price, rest) = (Int128(net.minor) * scale)
      .quotientAndRemainder(dividingBy: Int128(count.thousandths))
    guard rest == 0, let exact = Int64(exactly: price) else { return nil }
    return UnitPrice(tenThousandths: exact)
  }
}

extension QuoteComputation {
  /// What the sets of a draft come to, in the order of the document; the figures are those of the draft.
  public func sets(of draft: QuoteDraft) -> [SetTotal] {
    guard draft.hasSets else { return [] }
    return draft.lines.filter(\.isSet).map { set(of: draft, $0.row) }
  }

  /// What one set of a draft comes to; nil where no set begins on that line.
  public func set(of draft: QuoteDraft, line: Int) -> SetTotal? {
    draft[line: line].flatMap { $0.isSet ? set(of: draft, $0.row) : nil }
  }

  private func set(of draft: QuoteDraft, _ header: QuoteLine) -> SetTotal {
    let lines = draft.lines.filter { $0.setOf == header.line && $0.isProduct }
    let choice: LineChoice = lines.isEmpty || lines.contains(where: \.isCounted) ? .firm : .option
    let priced = lines.filter { choice == .option || $0.isCounted }
    let figures = priced.compactMap { self[line: $0.number] }
    let costs = figures.compactMap(\.cost)
    return SetTotal(
      line: header.line, count: header.typedQuantity, isClosed: header.setClosed, choice: choice,
      parts: priced.map(\.number), net: figures.reduce(.zero) { $0 + $1.net },
      companyNet: figures.reduce(.zero) { $0 + $1.companyNet },
      eco: figures.reduce(.zero) { $0 + $1.eco },
      cost: costs.count == figures.count && !figures.isEmpty
        ? costs.reduce(.zero) { $0 + $1 } : nil)
  }
}

extension QuoteDraft {
  /// Whether a set stands on it.
  public var hasSets: Bool { lines.indices.contains { lines[$0].isSet } }

  /// The lines that name the set as theirs, in their order.
  public func parts(of set: Int) -> [QuoteDraftLine] { lines.filter { $0.setOf == set } }

  /// Puts every set together, its lines right behind its words. A line whose set is gone stands on its own;
  /// a set without any product line is no set any more and goes.
  public mutating func settleSets() {
    guard lines.indices.contains(where: { lines[$0].isSet || lines[$0].setOf != nil })
    else { return }
    let filled = Set(lines.lazy.filter(\.isProduct).compactMap(\.setOf))
    let sets = Set(lines.lazy.filter { $0.isSet }.map(\.number)).intersection(filled)
    var settled: [QuoteDraftLine] = []
    settled.reserveCapacity(lines.count)
    for line in lines {
      if line.isSet, !sets.contains(line.number) { continue }
      if let set = line.setOf {
        if sets.contains(set) { continue }
        // Words of a set that is gone say nothing on their own.
        guard line.isProduct else { continue }
        settled.append(line)
        settled[settled.count - 1].row.setOf = nil
        continue
      }
      settled.append(line)
      if line.isSet { settled += lines.filter { $0.setOf == line.number } }
    }
    let isMoved = zip(settled, lines).contains { $0.number != $1.number }
    lines = settled
    if isMoved { renumberPositions() }
  }

  /// Appends a set: its words take the next number, which its lines then name. What is offered beside a
  /// set that is itself only offered stands on its own: nothing would tell it from a part.
  public mutating func append(set: SetLines) {
    var header = set.header
    header.row.setOf = nil
    append(header)
    let number = quote.nextLine - 1
    for part in set.parts {
      var line = part
      line.row.setOf = number
      append(line)
    }
    let isSold = set.parts.contains(where: \.isCounted)
    for offer in set.offers {
      var line = offer
      line.row.setOf = isSold ? number : nil
      append(line)
    }
  }

  /// The places of a line and of all that goes where it goes: a set with its lines.
  public func block(at place: Int) -> Range<Int> {
    guard lines[place].isSet else { return place..<place + 1 }
    let number = lines[place].number
    var end = place + 1
    while end < lines.count, lines[end].setOf == number { end += 1 }
    return place..<end
  }

  /// Takes a line off, a set with all its lines.
  public mutating func removeLine(at place: Int) { lines.removeSubrange(block(at: place)) }

  /// The place where a line comes to stand that is moved by one row: sets are passed over and moved whole,
  /// a line of a set stays in it. Nil = it is at the end already.
  public mutating func moveLine(at place: Int, by rows: Int) -> Int? {
    let moved = block(at: place)
    let neighbour = rows < 0 ? moved.lowerBound - 1 : moved.upperBound
    guard lines.indices.contains(neighbour) else { return nil }
    let owner = lines[place].setOf
    var other = neighbour..<neighbour + 1
    if let owner {
      guard lines[neighbour].setOf == owner else { return nil }
    } else if rows > 0 {
      other = block(at: neighbour)
    } else if let set = lines[neighbour].setOf,
      let first = lines.firstIndex(where: { $0.number == set })
    {
      other = first..<neighbour + 1
    }
    let (upper, lower) = rows < 0 ? (other, moved) : (moved, other)
    let swapped = Array(lines[lower]) + Array(lines[upper])
    lines.replaceSubrange(upper.lowerBound..<lower.upperBound, with: swapped)
    renumberPositions()
    return rows < 0 ? other.lowerBound : moved.lowerBound + other.count
  }

  /// Makes a set plain lines again: what a customer takes in part is no set any more.
  mutating func dissolve(set: Int) {
    for place in lines.indices {
      if lines[place].number == set {
        lines[place].row.setCode = ""
        lines[place].row.setClosed = false
        lines[place].row.setHidesParts = false
        lines[place].row.typedQuantity = .zero
      } else if lines[place].setOf == set {
        lines[place].row.setOf = nil
      }
    }
  }
}

/// A set as it comes on a document: its words and its lines, not numbered yet.
public struct SetLines: Sendable, Hashable {
  /// The words with code, number of sets and name.
  public var header: QuoteDraftLine
  /// Its lines, in order.
  public var parts: [QuoteDraftLine]
  /// Lines that are only offered beside it.
  public var offers: [QuoteDraftLine]

  /// A set.
  public init(header: QuoteDraftLine, parts: [QuoteDraftLine], offers: [QuoteDraftLine] = []) {
    self.header = header
    self.parts = parts
    self.offers = offers
  }

  /// Words that begin a set.
  public static func header(
    code: String, name: String, count: Quantity, isClosed: Bool, hidesParts: Bool = false
  ) -> QuoteDraftLine {
    var line = QuoteDraftLine.words(name)
    line.row.typedQuantity = count
    line.row.setCode = code
    line.row.setClosed = isClosed
    line.row.setHidesParts = hidesParts
    return line
  }
}
