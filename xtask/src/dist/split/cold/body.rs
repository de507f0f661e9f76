//! The body of a function: its operators, its frames, and the places where a piece of it could be cut out.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of operators, frames and locals, made from the lists that they count; a wrong one stops the build"
)]

use anyhow::{Result, bail};
use wasmparser::{
    BlockType, FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, ValType,
    WasmModuleResources,
};

use crate::dist::split::listed::{OF_NOTHING, hash_on};

/// A body taken apart.
pub(super) struct Body<'a> {
    /// All of it, declared locals first.
    bytes: &'a [u8],
    pub(super) operators: Vec<Operator<'a>>,
    /// Where each operator begins in `bytes`, and the end.
    offsets: Vec<usize>,
    /// Parameters and locals.
    pub(super) locals: Vec<ValType>,
    pub(super) results: Vec<ValType>,
    /// The function itself first, then blocks, loops and conditions as they begin.
    pub(super) frames: Vec<Frame>,
    /// The innermost frame around each operator; that of `end` is the one that it ends.
    pub(super) frame_of: Vec<usize>,
    pub(super) places: Vec<Place>,
}

/// What `end` ends.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) parent: usize,
    /// How many frames are around it.
    pub(super) depth: usize,
    /// Its operator; 0 for the function.
    pub(super) start: usize,
    /// A branch to it carries no value.
    pub(super) is_plain: bool,
    /// Its end leaves no value.
    pub(super) is_empty: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Function,
    Block,
    Loop,
    If,
}

/// The operators from here to the end of the frame around them: nothing leads into their midst, and no
/// value of before lies on the stack.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) frame: usize,
    /// Its end is reached.
    pub(super) falls: bool,
}

impl<'a> Body<'a> {
    pub(super) fn read<R: WasmModuleResources>(
        function: FuncToValidate<R>,
        body: &FunctionBody<'a>,
    ) -> Result<Self> {
        let resources = &function.resources;
        let results = match resources.sub_type_at(function.ty) {
            Some(kind) => kind.unwrap_func().results().to_vec(),
            None => bail!("a function without a type"),
        };
        let mut check = function.into_validator(FuncValidatorAllocations::default());
        let mut reader = body.get_binary_reader();
        check.read_locals(&mut reader)?;
        let locals = (0..check.len_locals()).filter_map(|it| check.get_local_type(it));
        let mut it = Self {
            bytes: body.as_bytes(),
            operators: Vec::new(),
            offsets: Vec::new(),
            locals: locals.collect(),
            frames: vec![Frame {
                kind: Kind::Function,
                parent: 0,
                depth: 0,
                start: 0,
                is_plain: results.is_empty(),
                is_empty: results.is_empty(),
            }],
            results,
            frame_of: Vec::new(),
            places: Vec::new(),
        };
        let begin = body.range().start;
        let mut reader = body.get_operators_reader()?;
        let mut present = 0;
        while !reader.eof() {
            let (operator, offset) = reader.read_with_offset()?;
            let outer = check.get_control_frame(0);
            let is_reached = outer.is_some_and(|it| !it.unreachable);
            let is_empty =
                outer.is_some_and(|it| check.operand_stack_height() as usize == it.height);
            let at = it.operators.len();
            let is_closing = matches!(operator, Operator::End | Operator::Else);
            if is_closing {
                it.close(present, at, is_reached);
            } else if is_reached && is_empty && it.begins_here() {
                it.places.push(Place {
                    start: at,
                    end: 0,
                    frame: present,
                    falls: false,
                });
            }
            check.op(offset, &operator)?;
            it.offsets.push(usize::try_from(offset - begin)?);
            it.frame_of.push(present);
            present = it.enter(present, at, &operator);
            it.operators.push(operator);
        }
        it.offsets.push(it.bytes.len());
        Ok(it)
    }

    /// Whether the operator before this one leads here or elsewhere.
    fn begins_here(&self) -> bool {
        matches!(
            self.operators.last(),
            Some(Operator::BrIf { .. } | Operator::End | Operator::If { .. } | Operator::Else)
        )
    }

    /// The frame after an operator.
    fn enter(&mut self, present: usize, at: usize, operator: &Operator<'_>) -> usize {
        let (kind, block_type) = match operator {
            Operator::Block { blockty } => (Kind::Block, *blockty),
            Operator::Loop { blockty } => (Kind::Loop, *blockty),
            Operator::If { blockty } => (Kind::If, *blockty),
            Operator::End => return self.frames[present].parent,
            _ => return present,
        };
        let is_empty = block_type == BlockType::Empty;
        let is_loop_of_one = kind == Kind::Loop && matches!(block_type, BlockType::Type(_));
        self.frames.push(Frame {
            kind,
            parent: present,
            depth: self.frames[present].depth + 1,
            start: at,
            is_plain: is_empty || is_loop_of_one,
            is_empty,
        });
        self.frames.len() - 1
    }

    /// The frame, or its first half, ends here.
    fn close(&mut self, frame: usize, at: usize, is_reached: bool) {
        let open = self.places.iter_mut().rev();
        for place in open.filter(|it| it.frame == frame && it.end == 0) {
            place.end = at;
            place.falls = is_reached;
        }
    }

    /// What declares its locals.
    pub(super) fn declared(&self) -> &'a [u8] {
        &self.bytes[..self.offsets[0]]
    }

    /// The bytes of operators.
    pub(super) fn bytes_of(&self, range: std::ops::Range<usize>) -> &'a [u8] {
        &self.bytes[self.offsets[range.start]..self.offsets[range.end]]
    }

    /// The frame that a branch at an operator leads to.
    pub(super) fn target(&self, at: usize, depth: u32) -> usize {
        (0..depth).fold(self.frame_of[at], |frame, _| self.frames[frame].parent)
    }

    /// Where branches at an operator lead to, and whether it goes on behind it.
    pub(super) fn targets(&self, at: usize) -> Result<(Vec<usize>, bool)> {
        Ok(match &self.operators[at] {
            Operator::Br { relative_depth } => (vec![self.target(at, *relative_depth)], false),
            Operator::BrIf { relative_depth } => (vec![self.target(at, *relative_depth)], true),
            Operator::BrTable { targets } => {
                let all: Result<Vec<u32>, _> = targets.targets().collect();
                let all = all?.into_iter().chain([targets.default()]);
                (all.map(|it| self.target(at, it)).collect(), false)
            }
            Operator::Return => (vec![0], false),
            Operator::Unreachable => (Vec::new(), false),
            _ => (Vec::new(), true),
        })
    }

    /// A number for the form of it: operators and branches, but no numbers of functions or addresses.
    pub(super) fn shape(&self) -> u32 {
        let mut hash = OF_NOTHING;
        for (operator, offset) in self.operators.iter().zip(&self.offsets) {
            let code = self.bytes[*offset];
            let is_branch = matches!(operator, Operator::Br { .. } | Operator::BrIf { .. });
            let is_wide = code == 0xfc;
            let n = if is_wide || is_branch { 2 } else { 1 };
            hash = hash_on(hash, self.bytes[*offset..offset + n].iter().copied());
        }
        hash
    }
}
