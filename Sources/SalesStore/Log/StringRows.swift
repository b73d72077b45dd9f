import FoundationEssentials

/// Rows of texts as JSON, for summaries of acts.
public enum StringRows {
  /// `[["a","b"],["c"]]`.
  public static func encode(_ rows: [[String]]) -> String {
    var out = "["
    for (index, row) in rows.enumerated() {
      out += index == 0 ? "[" : ",["
      for (place, text) in row.enumerated() {
        if place > 0 { out += "," }
        JSONText.append(text, to: &out)
      }
      out += "]"
    }
    return out + "]"
  }

  /// The rows; none where the text is not such JSON.
  public static func decode(_ json: String) -> [[String]] {
    (try? JSONDecoder().decode([[String]].self, from: Data(json.utf8))) ?? []
  }
}
