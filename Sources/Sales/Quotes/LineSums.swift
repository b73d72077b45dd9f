import Values

/// What the lines of a quote add up to, from one look at each: a key in a quote of a thousand lines asks for all
/// of it, more than once.
struct LineSums: Sendable, Hashable {
  /// Net of the sold lines with the rates of their VAT, and their eco-contributions.
  private(set) var taxed: [TaxedAmount] = []
  private(set) var eco: [TaxedAmount] = []
  /// Places of the sold lines among the figures.
  private(set) var sold: [Int] = []
  /// Sold lines whose cost is not shown.
  private(set) var hidden = 0
  /// Of those, the ones whose cost nobody knows, and what they are sold for in the company's currency.
  private(set) var uncosted = 0
  private(set) var netUncosted = Amount.zero
  /// Lines whose price is still to be typed.
  private(set) var asking = 0
  /// Lines that are only offered, and what they come to in the document's currency.
  private(set) var offers = 0
  private(set) var netOffered = Amount.zero
  /// Sold lines under their floor, and what happens there.
  private(set) var under: [LineUnderFloor] = []

  init(_ lines: [QuoteLineFigures]) throws(Overflow) {
    taxed.reserveCapacity(lines.count)
    sold.reserveCapacity(lines.count)
    // By index: a copy of the figures of a line costs more than what is asked of it.
    for place in lines.indices {
      if lines[place].asksPrice { asking += 1 }
      guard lines[place].isCounted else {
        offers += 1
        netOffered = try netOffered.adding(lines[place].net)
        continue
      }
      sold.append(place)
      let rate = lines[place].vatRate
      taxed.append(TaxedAmount(net: lines[place].net, vatRate: rate))
      if lines[place].eco != .zero {
        eco.append(TaxedAmount(net: lines[place].eco, vatRate: rate))
      }
      if lines[place].hidden != nil { try addHidden(lines[place]) }
      if lines[place].isUnderFloor {
        under.append(
          LineUnderFloor(line: lines[place].line, actions: lines[place].floorActions))
      }
    }
  }

  private mutating func addHidden(_ line: QuoteLineFigures) throws(Overflow) {
    hidden += 1
    guard line.hidden?.isKnown == false else { return }
    uncosted += 1
    netUncosted = try netUncosted.adding(line.companyNet)
  }

  /// The lines under their floor of which more than a warning is asked of somebody, by number.
  func strict(for roles: Set<Role>) -> [Int: FloorAction] {
    under.reduce(into: [:]) { strict, line in
      let action = line.actions.action(for: roles)
      if action > .warn { strict[line.line] = action }
    }
  }
}

/// A line under its floor, by number, and what happens there.
struct LineUnderFloor: Sendable, Hashable {
  let line: Int
  let actions: FloorActions
}
