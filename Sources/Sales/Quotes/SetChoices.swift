import Values

// What a customer takes of the sets of a quote. A set may be named by its own line: all of it. A closed set
// has one price and is taken whole or not at all; what is taken of an open one in part stands as plain
// lines, on the order and on what stays quoted.

extension QuoteDraft {
  /// A selection in which lines of sets stand for their parts.
  ///
  /// - Throws: `setIsWhole` for a number of sets that is neither none nor all.
  func expandingSets(_ taken: TakenLines) throws(ChoiceProblem) -> TakenLines {
    guard hasSets else { return taken }
    var expanded = taken
    for set in lines where set.isSet {
      let number = set.number
      let parts = parts(of: number).filter(\.isProduct)
      let isOffered = !parts.contains(where: \.isCounted)
      if expanded.chosen.remove(number) != nil {
        for part in parts where isOffered || part.row.choice == .firm {
          expanded.chosen.insert(part.number)
        }
      }
      guard let count = expanded.quantities.removeValue(forKey: number) else { continue }
      guard count == .zero || count == set.row.typedQuantity else { throw .setIsWhole(number) }
      for part in parts where isOffered || part.isCounted {
        expanded.quantities[part.number] = count == .zero ? .zero : part.row.typedQuantity
      }
    }
    return expanded
  }

  /// Whether a line begins a set that is only offered.
  public func isOffered(_ line: QuoteLine) -> Bool {
    line.isSet && !parts(of: line.line).contains(where: \.isCounted)
  }

  /// Puts the sets of both halves right.
  ///
  /// - Throws: `setIsWhole` for a closed set that was split.
  func settleSets(
    of ordered: inout QuoteDraft, and rest: inout QuoteDraft
  ) throws(ChoiceProblem) {
    guard hasSets else { return }
    for set in lines where set.isSet {
      let number = set.number
      let offered = parts(of: number).filter(\.isProduct)
      let isOffered = !offered.contains(where: \.isCounted)
      let priced = offered.filter { isOffered || $0.isCounted }
      let taken = priced.filter { part in
        ordered[line: part.number]?.row.typedQuantity == part.row.typedQuantity
      }
      let touched = priced.filter { ordered[line: $0.number] != nil }
      guard taken.count < priced.count, !touched.isEmpty else {
        if !isOffered {
          ordered.release(optionsOf: number, offered)
          if !touched.isEmpty { rest.release(optionsOf: number, offered) }
        }
        continue
      }
      guard !set.row.setClosed else { throw .setIsWhole(number) }
      ordered.dissolve(set: number)
      rest.dissolve(set: number)
    }
    ordered.settleSets()
    rest.settleSets()
  }

  /// An option of a set that was taken is sold beside it: the price of the set stays the one agreed.
  private mutating func release(optionsOf set: Int, _ offered: [QuoteDraftLine]) {
    let options = Set(offered.filter { !$0.isCounted }.map(\.number))
    for place in lines.indices where options.contains(lines[place].number) {
      lines[place].row.setOf = nil
    }
  }
}

extension [QuoteLine] {
  /// Without the words of sets of which no product line is among them.
  public var withoutEmptySets: [QuoteLine] {
    guard contains(where: { $0.isSet }) else { return self }
    let filled = Set(lazy.filter { $0.kind == .product }.compactMap(\.setOf))
    let empty = Set(lazy.filter { $0.isSet }.map(\.line)).subtracting(filled)
    return filter { !empty.contains($0.line) && !($0.setOf.map(empty.contains) ?? false) }
  }
}
