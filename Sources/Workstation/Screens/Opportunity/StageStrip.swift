import Terminal

/// The stages of a pipeline on one line, the present one marked: `[Prosp]─[▌QUALI▐]─[Devis]─[G]`.
enum StageStrip {
  /// The strip in `room` columns: names get shorter first where the stage is far from the present
  /// one, whose own name gives way last of all.
  static func fitting(_ names: [String], present: Int?, in room: Int) -> String {
    var names = names
    func distance(_ place: Int) -> Int { abs(place - (present ?? 0)) }
    let farthestFirst = names.indices.filter { $0 != present }
      .sorted { (distance($0), $0) > (distance($1), $1) }
    for letters in [4, 3, 2, 1] {
      for place in farthestFirst {
        guard text(names, present).columns > room else { break }
        names[place] = String(names[place].prefix(letters))
      }
    }
    while let present, text(names, present).columns > room, names[present].count > 1 {
      names[present].removeLast()
    }
    return text(names, present)
  }

  private static func text(_ names: [String], _ present: Int?) -> String {
    names.enumerated().map { place, name in
      place == present ? "[▌\(name.uppercased())▐]" : "[\(name)]"
    }.joined(separator: "─")
  }
}
